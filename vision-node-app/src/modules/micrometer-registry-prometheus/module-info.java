module micrometer.registry.prometheus {
  requires transitive micrometer.core;
  requires transitive io.prometheus.metrics.config;
  requires transitive io.prometheus.metrics.core;
  requires transitive io.prometheus.metrics.model;
  requires transitive io.prometheus.metrics.tracer.common;
  requires io.prometheus.writer.text;
  requires static org.jspecify;

  exports io.micrometer.prometheusmetrics;
}
