package network.vision.node.running;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** A good and a bad call for each operation of the OpenAPI file, with the answers that may come. */
final class Operations {

  /**
   * One call.
   *
   * @param path where {@code PEER} stands for the id of a connected peer and {@code ADDRESS} for
   *     its address
   * @param body "" without one
   * @param statuses one of which is the answer
   */
  record Call(String path, String body, Set<Integer> statuses) {

    static Call of(String path, Integer... statuses) {
      return new Call(path, "", Set.of(statuses));
    }

    static Call with(String path, String body, Integer... statuses) {
      return new Call(path, body.replace('\'', '"'), Set.of(statuses));
    }
  }

  private static final String LONG_REASON = "'" + "x".repeat(300) + "'";

  /** By method and path as in the document. Those that are not here are read without parameters. */
  static final Map<String, List<Call>> CALLS =
      Map.ofEntries(
          Map.entry(
              "get /p2p/peers",
              List.of(
                  Call.of("/p2p/peers?state=Connected&bucket=Hot&sort=-port&limit=1&offset=0", 200),
                  Call.of(
                      "/p2p/peers?non_default_port=true&role=constellation&q=vnode&port=7072", 200),
                  Call.of("/p2p/peers?state=Asleep", 400),
                  Call.of("/p2p/peers?bucket=Tepid", 400),
                  Call.of("/p2p/peers?port=0", 400),
                  Call.of("/p2p/peers?non_default_port=maybe", 400),
                  Call.of("/p2p/peers?sort=age", 400),
                  Call.of("/p2p/peers?limit=5001", 400),
                  Call.of("/p2p/peers?offset=-1", 400),
                  Call.of("/p2p/peers?q=%zz", 400))),
          Map.entry(
              "post /p2p/peers",
              List.of(
                  Call.with("/p2p/peers", "{'address':'ADDRESS'}", 202),
                  Call.with("/p2p/peers", "{'address':'127.0.0.1'}", 400))),
          Map.entry(
              "post /p2p/dial",
              List.of(
                  Call.with("/p2p/dial", "{'address':'ADDRESS'}", 202),
                  Call.with("/p2p/dial", "{'address':", 400))),
          Map.entry(
              "get /p2p/dials/{dial}",
              List.of(
                  Call.of("/p2p/dials/1", 200),
                  Call.of("/p2p/dials/1000000", 404),
                  Call.of("/p2p/dials/first", 400))),
          Map.entry(
              "get /p2p/peers/{node_id}",
              List.of(
                  Call.of("/p2p/peers/PEER", 200),
                  Call.of("/p2p/peers/nobody", 404),
                  Call.of("/p2p/peers/a%20b", 400))),
          Map.entry(
              "post /p2p/peers/{node_id}/disconnect",
              List.of(
                  Call.of("/p2p/peers/nobody/disconnect", 404),
                  Call.of("/p2p/peers/a%20b/disconnect", 400),
                  Call.of("/p2p/peers/PEER/disconnect", 200))),
          Map.entry(
              "post /p2p/bans",
              List.of(
                  Call.with("/p2p/bans", "{'target':'192.0.2.1','seconds':60}", 200),
                  Call.with("/p2p/bans", "{'target':'192.0.2.1','seconds':0}", 400),
                  Call.with(
                      "/p2p/bans", "{'target':'192.0.2.1','reason':" + LONG_REASON + "}", 400),
                  Call.with("/p2p/bans", "{}", 400))),
          Map.entry(
              "delete /p2p/bans/{target}",
              List.of(Call.of("/p2p/bans/192.0.2.1", 200), Call.of("/p2p/bans/a%20b", 400))),
          Map.entry("post /p2p/mapping/refresh", List.of(Call.of("/p2p/mapping/refresh", 409))),
          Map.entry(
              "post /p2p/log-levels",
              List.of(
                  Call.with("/p2p/log-levels", "{'area':'store','level':'error'}", 200),
                  Call.with("/p2p/log-levels", "{'area':'weather','level':'error'}", 404),
                  Call.with("/p2p/log-levels", "{'area':'store','level':'loud'}", 400))),
          Map.entry("post /p2p/announce", List.of(Call.of("/p2p/announce", 200))),
          Map.entry("get /p2p/events", List.of(Call.of("/p2p/events?after=yesterday", 400))),
          Map.entry(
              "get /p2p/events/recent",
              List.of(
                  Call.of("/p2p/events/recent?limit=200&after=0", 200),
                  Call.of("/p2p/events/recent?limit=0", 400))));

  private Operations() {}
}
