package network.vision.node;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClassCacheTest {

  @Test
  void aCacheThatWasGivenAndIsNotUsedIsTold() {
    assertThat(ClassCache.unused("node.aot", "mixed mode")).contains("node.aot");
    assertThat(ClassCache.unused("node.aot", "mixed mode, sharing")).isEmpty();
    assertThat(ClassCache.unused(null, "mixed mode")).isEmpty();
  }
}
