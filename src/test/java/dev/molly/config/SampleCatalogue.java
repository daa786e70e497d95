package dev.molly.config;

import dev.molly.kind.TestKinds;
import dev.molly.model.KindCatalog;

/// The kinds and controls that policies can name.
final class SampleCatalogue {
  static final KindCatalog CATALOGUE = TestKinds.ALL.catalog();

  private SampleCatalogue() {}
}
