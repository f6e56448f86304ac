package io.github.markhor.reports;

import io.github.markhor.History;
import io.github.markhor.Model;
import io.github.markhor.config.Require;
import io.github.markhor.data.write.SafeFiles;
import io.github.markhor.source.BatchSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One page of HTML with everything in it: figures, tables and text in sections. It opens from disk,
 * loads nothing and runs no script, is light or dark as the reader's system is, prints, and can be
 * read on a telephone. All text, names of classes and files too, is shown as it is and never taken
 * for HTML. Immutable.
 *
 * <pre>{@code
 * HtmlReport.of(model, history, validation).save(Path.of("report.html"));
 * }</pre>
 */
public final class HtmlReport {
  private final String html;

  private HtmlReport(String html) {
    this.html = html;
  }

  /**
   * What there is to say of a classifier: summary, curves, report by class, confusion matrix, ROC
   * and precision-recall curves, calibration, the most confident mistakes, and the network. The
   * source is gone through once, and again for the pictures of the mistakes.
   *
   * @param validation whose labels are classes; see {@link Evaluation#of(Model, BatchSource)}
   */
  public static HtmlReport of(Model model, History history, BatchSource validation) {
    boolean trained = !Require.notNull("history", history).epochs().isEmpty();
    return ModelReport.of(model, trained ? TrainingCurves.of(history) : null, validation);
  }

  /** The same of a model whose training is known by its curves, those of a file for one. */
  public static HtmlReport of(Model model, TrainingCurves curves, BatchSource validation) {
    return ModelReport.of(model, Require.notNull("curves", curves), validation);
  }

  /**
   * The same of predictions that there are already.
   *
   * @param validation what was evaluated; it gives the pictures of the mistakes
   */
  public static HtmlReport of(
      Model model, TrainingCurves curves, Evaluation evaluation, BatchSource validation) {
    Require.notNull("evaluation", evaluation);
    return ModelReport.of(model, Require.notNull("curves", curves), evaluation, validation);
  }

  /** The same of a model whose training is not known. */
  public static HtmlReport of(Model model, BatchSource validation) {
    return ModelReport.of(model, null, validation);
  }

  /** A report of one's own, which begins with its title. */
  public static Builder builder(String title) {
    return new Builder(Require.notNull("title", title));
  }

  /** Takes the parts of a report in their order. */
  public static final class Builder {
    private final String title;
    private final StringBuilder body = new StringBuilder();
    private final List<String> sections = new ArrayList<>();
    private String subtitle = "";
    private boolean inFigures;

    private Builder(String title) {
      this.title = title;
    }

    /** A line below the title. */
    public Builder subtitle(String subtitle) {
      this.subtitle = Require.notNull("subtitle", subtitle);
      return this;
    }

    /** Begins a section, which the contents at the top name. */
    public Builder section(String heading) {
      Require.notNull("heading", heading);
      endFigures();
      if (!sections.isEmpty()) {
        body.append("</section>\n");
      }
      sections.add(heading);
      body.append("<section id=\"s").append(sections.size()).append("\">\n<h2>");
      body.append(Html.text(heading)).append("</h2>\n");
      return this;
    }

    /** A paragraph. */
    public Builder text(String text) {
      Require.notNull("text", text);
      endFigures();
      body.append("<p>").append(Html.text(text)).append("</p>\n");
      return this;
    }

    /** Text whose lines and columns stay as they are, a summary for example. */
    public Builder preformatted(String text) {
      Require.notNull("text", text);
      endFigures();
      body.append("<pre tabindex=\"0\">").append(Html.text(text)).append("</pre>\n");
      return this;
    }

    /** Numbers to see first, by name. */
    public Builder facts(Map<String, String> facts) {
      Require.notNull("facts", facts);
      endFigures();
      body.append("<dl class=\"facts\">\n");
      facts.forEach(
          (name, value) ->
              body.append("<div><dt>")
                  .append(Html.text(name))
                  .append("</dt><dd>")
                  .append(Html.text(value))
                  .append("</dd></div>\n"));
      body.append("</dl>\n");
      return this;
    }

    /**
     * A figure; several after each other stand side by side where there is room.
     *
     * @param alt what it shows, in a sentence, for those who do not see it; it stands below, too
     */
    public Builder figure(String alt, Figure figure) {
      Require.notNull("alt", alt);
      Require.notNull("figure", figure);
      if (!inFigures) {
        body.append("<div class=\"figures\">\n");
        inFigures = true;
      }
      body.append("<figure>").append(Html.image(figure, alt)).append("<figcaption>");
      body.append(Html.text(alt)).append("</figcaption></figure>\n");
      return this;
    }

    /**
     * A table.
     *
     * @param rows each as long as the header; the first field names the row
     * @throws IllegalArgumentException if a row is longer or shorter than the header
     */
    public Builder table(String caption, List<String> header, List<List<String>> rows) {
      Require.notNull("caption", caption);
      List<String> columns = Require.noneNull("header", header);
      for (List<String> row : Require.noneNull("rows", rows)) {
        if (row.size() != columns.size()) {
          throw new IllegalArgumentException(
              "Expected rows of " + columns.size() + " fields, as the header. Received: " + row);
        }
      }
      endFigures();
      body.append(Html.table(caption, columns, new ArrayList<>(rows)));
      return this;
    }

    private void endFigures() {
      if (inFigures) {
        body.append("</div>\n");
        inFigures = false;
      }
    }

    /** What stands within main. */
    String main() {
      StringBuilder main = new StringBuilder("<h1>").append(Html.text(title)).append("</h1>\n");
      if (!subtitle.isEmpty()) {
        main.append("<p class=\"subtitle\">").append(Html.text(subtitle)).append("</p>\n");
      }
      if (sections.size() > 1) {
        main.append("<nav aria-label=\"Contents\"><ul>\n");
        for (int i = 0; i < sections.size(); i++) {
          main.append("<li><a href=\"#s").append(i + 1).append("\">");
          main.append(Html.text(sections.get(i))).append("</a></li>\n");
        }
        main.append("</ul></nav>\n");
      }
      main.append(body);
      main.append(inFigures ? "</div>\n" : "");
      return main.append(sections.isEmpty() ? "" : "</section>\n").toString();
    }

    /** The report of all parts so far. */
    public HtmlReport build() {
      return new HtmlReport(HtmlPage.of(title, "", "", main()));
    }
  }

  /** The page. */
  public String html() {
    return html;
  }

  /**
   * Writes the page; folders that do not exist are made. A file of this name is replaced when the
   * new one has been written wholly.
   *
   * @throws UncheckedIOException if it cannot be written
   */
  public void save(Path file) {
    Require.notNull("file", file);
    write(file, html);
  }

  static void write(Path file, String html) {
    try {
      SafeFiles.replace(file, temporary -> Files.writeString(temporary, html));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write the report " + file + ": " + e, e);
    }
  }
}
