module micrometer.observation {
  requires transitive micrometer.commons;
  requires static org.jspecify;

  exports io.micrometer.observation;
  exports io.micrometer.observation.annotation;
  exports io.micrometer.observation.docs;
  exports io.micrometer.observation.transport;
}
