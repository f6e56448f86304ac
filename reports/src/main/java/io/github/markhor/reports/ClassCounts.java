package io.github.markhor.reports;

import io.github.markhor.config.Require;
import io.github.markhor.data.Folders;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The number of pictures of each class, as a table and a bar chart. Immutable. */
public final class ClassCounts {
  private static final int FONT_SIZE = 13;
  private static final int ROW = 20;
  private static final int MOST_ROWS = 60;
  private static final int BAR_WIDTH = 300;
  private static final int MOST_NAME_WIDTH = 240;
  private static final int GAP = 8;
  private static final int TITLE = 36;

  private final Map<String, Integer> counts;

  private ClassCounts(Map<String, Integer> counts) {
    if (counts.isEmpty()) {
      throw new IllegalArgumentException("Expected at least one class. Received: none");
    }
    this.counts = new LinkedHashMap<>(counts);
  }

  /**
   * Numbers of pictures by class, in the order in which they are shown; {@link Folders#classCounts}
   * counts those of a folder.
   */
  public static ClassCounts of(Map<String, Integer> counts) {
    Require.notNull("counts", counts);
    return new ClassCounts(counts);
  }

  /** A table with a line for each class, and one for all: name, number, share. */
  public String table() {
    int all = counts.values().stream().mapToInt(Integer::intValue).sum();
    int nameWidth = "all".length();
    for (String name : counts.keySet()) {
      nameWidth = Math.max(nameWidth, name.length());
    }
    int numberWidth = String.valueOf(all).length();
    StringBuilder text = new StringBuilder();
    String format = "%-" + nameWidth + "s  %" + numberWidth + "d  %5.1f %%%n";
    for (Map.Entry<String, Integer> entry : counts.entrySet()) {
      double share = all == 0 ? 0 : 100.0 * entry.getValue() / all;
      text.append(String.format(Locale.ROOT, format, entry.getKey(), entry.getValue(), share));
    }
    return text.append(String.format(Locale.ROOT, format, "all", all, 100.0)).toString();
  }

  /**
   * The bar chart: a row with name, bar and number for each class, in columns of at most 60 rows.
   *
   * @throws IllegalStateException if this Java finds no fonts
   */
  public BufferedImage image() {
    return Png.drawn(this::draw);
  }

  private BufferedImage draw() {
    List<String> names = new ArrayList<>(counts.keySet());
    int most = Math.max(1, counts.values().stream().mapToInt(n -> n).max().orElseThrow());
    int columns = (names.size() + MOST_ROWS - 1) / MOST_ROWS;
    int rows = (names.size() + columns - 1) / columns;
    Font face = new Font(Font.SANS_SERIF, Font.PLAIN, FONT_SIZE);
    FontMetrics font = metrics(face);
    int nameWidth = names.stream().mapToInt(font::stringWidth).max().orElseThrow();
    nameWidth = Math.min(nameWidth, MOST_NAME_WIDTH);
    int numberWidth = font.stringWidth(String.format(Locale.ROOT, "%,d", most));
    int column = nameWidth + BAR_WIDTH + numberWidth + 4 * GAP;
    BufferedImage picture =
        new BufferedImage(
            GAP + columns * column, TITLE + rows * ROW + GAP, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = picture.createGraphics();
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, picture.getWidth(), picture.getHeight());
    g.setFont(face);
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setColor(Color.DARK_GRAY);
    g.drawString("Pictures of each class", GAP, TITLE - ROW / 2 - 2);
    for (int i = 0; i < names.size(); i++) {
      int left = GAP + i / rows * column;
      int top = TITLE + i % rows * ROW;
      String name = Texts.fitting(names.get(i), nameWidth, font);
      int base = top + (ROW + font.getAscent() - font.getDescent()) / 2;
      g.setColor(Color.DARK_GRAY);
      g.drawString(name, left + nameWidth - font.stringWidth(name), base);
      int number = counts.get(names.get(i));
      int start = left + nameWidth + GAP;
      int length = (int) Math.round((double) BAR_WIDTH * number / most);
      g.setColor(TrainingCurves.TRAINING);
      g.fillRect(start, top + 3, Math.max(length, number > 0 ? 1 : 0), ROW - 6);
      g.setColor(Color.DARK_GRAY);
      g.drawString(String.format(Locale.ROOT, "%,d", number), start + length + GAP, base);
    }
    g.dispose();
    return picture;
  }

  private static FontMetrics metrics(Font face) {
    Graphics2D g = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
    FontMetrics font = g.getFontMetrics(face);
    g.dispose();
    return font;
  }

  /**
   * Writes the bar chart as a PNG; folders that do not exist are made.
   *
   * @throws java.io.UncheckedIOException if it cannot be written
   * @throws IllegalStateException if this Java finds no fonts
   */
  public void save(Path file) {
    Png.write(image(), file);
  }
}
