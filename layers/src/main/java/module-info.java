/** Keras's layers, and the architectures that are made of them. */
module io.github.markhor.layers {
  requires transitive io.github.markhor;
  requires com.fasterxml.jackson.databind;
  requires org.slf4j;

  exports io.github.markhor.applications;
  exports io.github.markhor.layers;

  provides io.github.markhor.config.Catalogue with
      io.github.markhor.layers.LayersCatalogue;
}
