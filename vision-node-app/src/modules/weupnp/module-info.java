module weupnp {
  requires java.xml;

  exports org.bitlet.weupnp;
}
