import org.jspecify.annotations.NullMarked;

/** Corpora of fuzz targets; Jazzer itself is on the class path of {@code tools/fuzz} only. */
@NullMarked
module network.vision.fuzzing {
  requires static org.jspecify;

  exports network.vision.fuzzing;
}
