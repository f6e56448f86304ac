/**
 * Markhor's core: models, training, losses, metrics, optimizers, callbacks, model files, and the
 * backend for the CPU. Packages that are not exported are not public API.
 */
@SuppressWarnings("module") // that it exports a package to modules built after it
module io.github.markhor {
  requires com.fasterxml.jackson.databind;
  requires java.desktop;
  requires org.bytedeco.dnnl;
  requires org.bytedeco.javacpp;
  requires org.bytedeco.opencl;
  requires org.slf4j;

  exports io.github.markhor;
  exports io.github.markhor.backend;
  exports io.github.markhor.callbacks;
  exports io.github.markhor.config;
  exports io.github.markhor.constraints;
  exports io.github.markhor.file;
  exports io.github.markhor.graph;
  exports io.github.markhor.initializers;
  exports io.github.markhor.layer;
  exports io.github.markhor.losses;
  exports io.github.markhor.metrics;
  exports io.github.markhor.network;
  exports io.github.markhor.optimizers;
  exports io.github.markhor.optimizers.schedules;
  exports io.github.markhor.regularizers;
  exports io.github.markhor.search;
  exports io.github.markhor.source;
  exports io.github.markhor.split;
  exports io.github.markhor.tensor;
  exports io.github.markhor.text to
      io.github.markhor.data,
      io.github.markhor.layers,
      io.github.markhor.reports;

  uses io.github.markhor.backend.BackendProvider;
  uses io.github.markhor.config.Catalogue;
  uses io.github.markhor.file.ModelFormatCatalogue;
  uses org.slf4j.spi.SLF4JServiceProvider;

  provides io.github.markhor.backend.BackendProvider with
      io.github.markhor.backend.onednn.OnednnProvider;
  provides io.github.markhor.config.Catalogue with
      io.github.markhor.constraints.ConstraintsCatalogue,
      io.github.markhor.initializers.InitializersCatalogue,
      io.github.markhor.losses.LossesCatalogue,
      io.github.markhor.metrics.MetricsCatalogue,
      io.github.markhor.optimizers.OptimizersCatalogue,
      io.github.markhor.optimizers.schedules.SchedulesCatalogue,
      io.github.markhor.regularizers.RegularizersCatalogue;
  provides io.github.markhor.file.ModelFormatCatalogue with
      io.github.markhor.file.keras.KerasFormats;
}
