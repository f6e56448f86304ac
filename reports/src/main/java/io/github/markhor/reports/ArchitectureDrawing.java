package io.github.markhor.reports;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Boxes with their edges, laid out in one column of ranks or, where that is long, in several. */
final class ArchitectureDrawing {
  private static final int MARGIN = 16;
  private static final int RANK_GAP = 26;
  private static final int BOX_GAP = 22;

  /** The way of edges between columns: above, below and beside them. */
  private static final int GUTTER = 44;

  /** A network is not cut by itself where more edges would go from one column to the next. */
  private static final int MOST_CUT = 2;

  private static final int LANE = 7;
  private static final int PORTS = 14;
  private static final Color EDGE = new Color(0x5B6773);

  private final List<LayerBox> boxes;
  private final LayeredLayout layout;
  private final double[] rankTop;
  private final double[] rankHeight;
  private final int[] columnOf;
  private final double[] columnLeft;
  private final double[] columnRight;
  private final double[] columnShift;
  private final double[] columnBottom;
  private final int width;
  private final int height;

  /**
   * Lays out boxes.
   *
   * @param edges from a box to one of a higher number, each once
   * @param columns how many; 0 for as many as make a page
   */
  ArchitectureDrawing(List<LayerBox> boxes, List<int[]> edges, int columns) {
    this.boxes = List.copyOf(boxes);
    layout =
        new LayeredLayout(boxes.stream().mapToDouble(LayerBox::width).toArray(), edges, BOX_GAP);
    int n = layout.ranks().size();
    rankTop = new double[n];
    rankHeight = new double[n];
    double at = 0;
    for (int rank = 0; rank < n; rank++) {
      for (LayeredLayout.Point point : layout.ranks().get(rank)) {
        int own = point.box() < 0 ? 0 : boxes.get(point.box()).height();
        rankHeight[rank] = Math.max(rankHeight[rank], own);
      }
      rankTop[rank] = at;
      at += rankHeight[rank] + RANK_GAP;
    }
    double total = at - RANK_GAP;
    double widest =
        layout.ranks().stream()
            .flatMap(List::stream)
            .mapToDouble(LayeredLayout.Point::right)
            .max()
            .orElse(0);
    int wanted = columns > 0 ? columns : pageColumns(total, widest);
    columnOf = columns(Math.min(wanted, n), total, columns > 0 ? Integer.MAX_VALUE : MOST_CUT);
    int count = columnOf[n - 1] + 1;
    columnLeft = new double[count];
    columnRight = new double[count];
    columnShift = new double[count];
    columnBottom = new double[count];
    double edge = count > 1 ? GUTTER : 0;
    double x = MARGIN;
    for (int column = 0; column < count; column++) {
      double left = Double.POSITIVE_INFINITY;
      double right = 0;
      double top = Double.POSITIVE_INFINITY;
      for (int rank = 0; rank < n; rank++) {
        if (columnOf[rank] == column) {
          top = Math.min(top, rankTop[rank]);
          columnBottom[column] = rankTop[rank] + rankHeight[rank];
          for (LayeredLayout.Point point : layout.ranks().get(rank)) {
            left = Math.min(left, point.left());
            right = Math.max(right, point.right());
          }
        }
      }
      columnLeft[column] = x - left;
      columnRight[column] = x + right - left;
      x += right - left + GUTTER;
      columnShift[column] = MARGIN + edge - top;
      columnBottom[column] += columnShift[column];
    }
    width = (int) Math.ceil(x - GUTTER + MARGIN);
    height = (int) Math.ceil(Arrays.stream(columnBottom).max().orElse(0) + edge + MARGIN);
  }

  /** As many columns as make a page about as high as wide. */
  private static int pageColumns(double total, double widest) {
    int columns = 1;
    while (total / columns > Math.max(1100, 0.8 * columns * (widest + GUTTER))) {
      columns++;
    }
    return columns;
  }

  /** The column of each rank, cut where few edges are cut, near to equal heights. */
  private int[] columns(int count, double total, int mostCut) {
    int n = rankTop.length;
    int[] column = new int[n];
    int from = 0;
    for (int c = 1; c < count; c++) {
      double target = total * c / count;
      double slack = total / count / 3;
      int best = -1;
      double least = Double.POSITIVE_INFINITY;
      for (int rank = from + 1; rank < n; rank++) {
        double off = Math.abs(rankTop[rank] - target);
        int cut = cut(rank);
        double cost = cut * slack + off;
        if (off <= slack && cut <= mostCut && cost < least) {
          least = cost;
          best = rank;
        }
      }
      if (best > 0) {
        from = best;
        for (int rank = best; rank < n; rank++) {
          column[rank]++;
        }
      }
    }
    return column;
  }

  /** How many lines would lead to a rank from the one above, edges from one box being one line. */
  private int cut(int rank) {
    return (int) layout.ranks().get(rank - 1).stream().filter(LayeredLayout.Point::leadsOn).count();
  }

  List<LayerBox> boxes() {
    return boxes;
  }

  /** The number of columns. */
  int columns() {
    return columnLeft.length;
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  private double x(LayeredLayout.Point point) {
    return point.x() + columnLeft[columnOf[point.rank()]];
  }

  private double top(int rank) {
    return rankTop[rank] + columnShift[columnOf[rank]];
  }

  private double boxTop(LayeredLayout.Point point) {
    double own = boxes.get(point.box()).height();
    return top(point.rank()) + (rankHeight[point.rank()] - own) / 2;
  }

  void draw(Graphics2D given, double left, double top) {
    Graphics2D g = (Graphics2D) given.create();
    g.translate(left, top);
    g.setStroke(new BasicStroke(1.2f));
    List<Map<LayeredLayout.Point, Integer>> lanes = new ArrayList<>();
    for (int column = 0; column < columnLeft.length; column++) {
      lanes.add(new HashMap<>());
    }
    for (List<LayeredLayout.Point> route : layout.routes()) {
      drawEdge(g, route, lanes);
    }
    for (List<LayeredLayout.Point> rank : layout.ranks()) {
      for (LayeredLayout.Point point : rank) {
        if (point.box() >= 0) {
          LayerBox box = boxes.get(point.box());
          box.draw(g, x(point) - box.width() / 2.0, boxTop(point));
        }
      }
    }
    g.dispose();
  }

  /**
   * Draws an edge.
   *
   * @param lanes for each column the lanes of those points whose edges lead to the next one
   */
  private void drawEdge(
      Graphics2D g,
      List<LayeredLayout.Point> route,
      List<Map<LayeredLayout.Point, Integer>> lanes) {
    LayeredLayout.Point first = route.get(0);
    LayeredLayout.Point last = route.get(route.size() - 1);
    double port = port(route);
    Path2D path = new Path2D.Double();
    path.moveTo(x(first), boxTop(first) + boxes.get(first.box()).height());
    for (int i = 1; i < route.size(); i++) {
      LayeredLayout.Point from = route.get(i - 1);
      LayeredLayout.Point to = route.get(i);
      double x = x(to) + (i == route.size() - 1 ? port : 0);
      double below = top(from.rank()) + rankHeight[from.rank()];
      double above = top(to.rank());
      path.lineTo(x(from), below);
      int column = columnOf[from.rank()];
      if (column == columnOf[to.rank()]) {
        double middle = (below + above) / 2;
        path.curveTo(x(from), middle, x, middle, x, above);
      } else {
        Map<LayeredLayout.Point, Integer> taken = lanes.get(column);
        int lane = taken.computeIfAbsent(from, key -> taken.size() % 5);
        toNextColumn(path, column, x(from), x, above, lane);
      }
      if (i < route.size() - 1) {
        path.lineTo(x, above + rankHeight[to.rank()]);
      }
    }
    double end = boxTop(last);
    path.lineTo(x(last) + port, end - 1);
    g.setColor(EDGE);
    g.draw(path);
    Path2D head = new Path2D.Double();
    head.moveTo(x(last) + port, end);
    head.lineTo(x(last) + port - 4, end - 7);
    head.lineTo(x(last) + port + 4, end - 7);
    head.closePath();
    g.fill(head);
  }

  /** Below a column, up beside it, and from above into the next. */
  private void toNextColumn(
      Path2D path, int column, double from, double to, double above, int lane) {
    double bottom = columnBottom[column] + 12 + lane * LANE;
    double beside = columnRight[column] + 10 + lane * LANE - (lane > 3 ? 2 : 0);
    double over = above - 14 - lane * (LANE - 1);
    double[][] corners = {
      {from, bottom}, {beside, bottom}, {beside, over}, {to, over}, {to, above}
    };
    double[] at = {path.getCurrentPoint().getX(), path.getCurrentPoint().getY()};
    for (int i = 0; i + 1 < corners.length; i++) {
      rounded(path, at, corners[i], corners[i + 1]);
      at = corners[i];
    }
    path.lineTo(to, above);
  }

  private static void rounded(Path2D path, double[] before, double[] corner, double[] after) {
    double in = Math.hypot(corner[0] - before[0], corner[1] - before[1]);
    double out = Math.hypot(after[0] - corner[0], after[1] - corner[1]);
    double radius = Math.min(6, Math.min(in, out) / 2);
    if (radius < 0.5) {
      path.lineTo(corner[0], corner[1]);
      return;
    }
    path.lineTo(
        corner[0] + (before[0] - corner[0]) * radius / in,
        corner[1] + (before[1] - corner[1]) * radius / in);
    path.quadTo(
        corner[0],
        corner[1],
        corner[0] + (after[0] - corner[0]) * radius / out,
        corner[1] + (after[1] - corner[1]) * radius / out);
  }

  /** Several edges reach a box beside each other, in the order in which they come. */
  private double port(List<LayeredLayout.Point> route) {
    LayeredLayout.Point last = route.get(route.size() - 1);
    List<List<LayeredLayout.Point>> all = new ArrayList<>();
    for (List<LayeredLayout.Point> each : layout.routes()) {
      if (each.get(each.size() - 1) == last) {
        all.add(each);
      }
    }
    all.sort(Comparator.comparingDouble(each -> each.get(each.size() - 2).x()));
    double room = boxes.get(last.box()).width() - 2.0 * PORTS;
    double step = Math.min(PORTS, room / Math.max(1, all.size() - 1));
    return (all.indexOf(route) - (all.size() - 1) / 2.0) * step;
  }
}
