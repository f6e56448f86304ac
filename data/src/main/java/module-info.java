/** Pictures and tables as sources of batches: generators, data sets, folders, NumPy's files. */
@SuppressWarnings("module") // that it exports a package to a module built after it
module io.github.markhor.data {
  requires com.fasterxml.jackson.databind;
  requires transitive io.github.markhor;
  requires java.desktop;
  requires java.management;
  requires java.net.http;
  requires jdk.management;
  requires org.bytedeco.javacpp;
  requires org.bytedeco.openblas;
  requires org.bytedeco.opencv;
  requires org.slf4j;

  exports io.github.markhor.data;
  exports io.github.markhor.data.datasets;
  exports io.github.markhor.data.numpy;
  exports io.github.markhor.data.picture;
  exports io.github.markhor.data.table;
  exports io.github.markhor.data.write to
      io.github.markhor.reports;

  uses io.github.markhor.data.picture.PictureFormat;
}
