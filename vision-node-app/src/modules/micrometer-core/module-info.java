module micrometer.core {
  requires transitive micrometer.commons;
  requires transitive micrometer.observation;
  requires HdrHistogram;
  requires java.management;
  // File descriptors and processor load; linked by name.
  requires static jdk.management;
  requires static org.jspecify;

  // The binders for Swing, JDBC, Jetty, Kafka and their like stay hidden: what they need is not in
  // the image.
  exports io.micrometer.core.annotation;
  exports io.micrometer.core.instrument;
  exports io.micrometer.core.instrument.binder;
  exports io.micrometer.core.instrument.binder.jvm;
  exports io.micrometer.core.instrument.binder.system;
  exports io.micrometer.core.instrument.composite;
  exports io.micrometer.core.instrument.config;
  exports io.micrometer.core.instrument.config.validate;
  exports io.micrometer.core.instrument.cumulative;
  exports io.micrometer.core.instrument.distribution;
  exports io.micrometer.core.instrument.distribution.pause;
  exports io.micrometer.core.instrument.internal;
  exports io.micrometer.core.instrument.observation;
  exports io.micrometer.core.instrument.search;
  exports io.micrometer.core.instrument.simple;
  exports io.micrometer.core.instrument.util;
}
