package io.github.markhor.reports;

import io.github.markhor.config.Require;
import io.github.markhor.data.Folders;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The number of pictures of each class, as a table and a bar chart. Immutable. */
public final class ClassCounts implements Figure {
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

  private int columns() {
    return (counts.size() + MOST_ROWS - 1) / MOST_ROWS;
  }

  private int rows() {
    return (counts.size() + columns() - 1) / columns();
  }

  private int most() {
    return Math.max(1, counts.values().stream().mapToInt(n -> n).max().orElseThrow());
  }

  private int nameWidth() {
    FontMetrics font = Texts.metrics(Palette.font(FONT_SIZE));
    int widest = counts.keySet().stream().mapToInt(font::stringWidth).max().orElseThrow();
    return Math.min(widest, MOST_NAME_WIDTH);
  }

  private int columnWidth() {
    FontMetrics font = Texts.metrics(Palette.font(FONT_SIZE));
    int numberWidth = font.stringWidth(String.format(Locale.ROOT, "%,d", most()));
    return nameWidth() + BAR_WIDTH + numberWidth + 4 * GAP;
  }

  @Override
  public int width() {
    return GAP + columns() * columnWidth();
  }

  @Override
  public int height() {
    return TITLE + rows() * ROW + GAP;
  }

  /** Draws a bar chart: a row with name, bar and number for each class, 60 rows in a column. */
  @Override
  public void draw(Graphics2D g) {
    List<String> names = new ArrayList<>(counts.keySet());
    int nameWidth = nameWidth();
    Palette.clear(g, this);
    g.setFont(Palette.font(FONT_SIZE));
    FontMetrics font = g.getFontMetrics();
    g.drawString("Pictures of each class", GAP, TITLE - ROW / 2 - 2);
    for (int i = 0; i < names.size(); i++) {
      int left = GAP + i / rows() * columnWidth();
      int top = TITLE + i % rows() * ROW;
      String name = Texts.fitting(names.get(i), nameWidth, font);
      int base = top + (ROW + font.getAscent() - font.getDescent()) / 2;
      g.setColor(Palette.TEXT);
      g.drawString(name, left + nameWidth - font.stringWidth(name), base);
      int number = counts.get(names.get(i));
      int start = left + nameWidth + GAP;
      int length = (int) Math.round((double) BAR_WIDTH * number / most());
      g.setColor(Palette.series(0));
      g.fillRect(start, top + 3, Math.max(length, number > 0 ? 1 : 0), ROW - 6);
      g.setColor(Palette.TEXT);
      g.drawString(String.format(Locale.ROOT, "%,d", number), start + length + GAP, base);
    }
  }
}
