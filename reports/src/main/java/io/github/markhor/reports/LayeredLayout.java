package io.github.markhor.reports;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Places of a directed graph's boxes in ranks, from top to bottom, as Sugiyama's method does: ranks
 * by the longest path, few crossings by barycentres, straight edges by least squares. An edge over
 * several ranks has a point in each of those between, so that it goes around their boxes.
 */
final class LayeredLayout {
  private static final int ORDERINGS = 16;
  private static final int PLACINGS = 120;

  /** How far an edge that passes a rank keeps from its neighbours. */
  private static final double EDGE_WIDTH = 8;

  /** Bends of long edges and of chains weigh more than those where edges meet. */
  private static final double STRAIGHT = 6;

  private final double gap;
  private final List<Point> points = new ArrayList<>();
  private final List<List<Point>> ranks = new ArrayList<>();
  private final List<List<Point>> routes = new ArrayList<>();

  /** A box, or an edge's point in a rank that it passes. */
  static final class Point {
    private final int box;
    private final int rank;
    private final double width;
    private final List<Point> above = new ArrayList<>();
    private final List<Point> below = new ArrayList<>();
    private double order;
    private double x;

    private Point(int box, int rank, double width) {
      this.box = box;
      this.rank = rank;
      this.width = width;
    }

    /** The box's number; -1 for an edge that passes. */
    int box() {
      return box;
    }

    /** The number of the rank, from 0 at the top. */
    int rank() {
      return rank;
    }

    /** The middle. */
    double x() {
      return x;
    }

    /** Whether an edge leads on from here. */
    boolean leadsOn() {
      return !below.isEmpty();
    }

    double left() {
      return x - width / 2;
    }

    double right() {
      return x + width / 2;
    }
  }

  /**
   * Lays out a graph.
   *
   * @param widths of the boxes
   * @param edges from a box to one of a higher number, each once
   * @param gap the least distance between boxes of a rank
   */
  LayeredLayout(double[] widths, List<int[]> edges, double gap) {
    this.gap = gap;
    int[] rankOf = ranks(widths.length, edges);
    for (int i = 0; i < widths.length; i++) {
      add(new Point(i, rankOf[i], widths[i]));
    }
    for (int[] edge : edges) {
      List<Point> route = new ArrayList<>();
      route.add(points.get(edge[0]));
      for (int rank = rankOf[edge[0]] + 1; rank < rankOf[edge[1]]; rank++) {
        Point passing = new Point(-1, rank, EDGE_WIDTH);
        add(passing);
        route.add(passing);
      }
      route.add(points.get(edge[1]));
      for (int i = 0; i + 1 < route.size(); i++) {
        route.get(i).below.add(route.get(i + 1));
        route.get(i + 1).above.add(route.get(i));
      }
      routes.add(route);
    }
    order();
    place();
  }

  private void add(Point point) {
    points.add(point);
    while (ranks.size() <= point.rank) {
      ranks.add(new ArrayList<>());
    }
    ranks.get(point.rank).add(point);
  }

  /** By the longest path from a source; sources themselves stand right above what they lead to. */
  private static int[] ranks(int boxes, List<int[]> edges) {
    int[] rank = new int[boxes];
    boolean[] isSource = new boolean[boxes];
    Arrays.fill(isSource, true);
    List<int[]> sorted = new ArrayList<>(edges);
    sorted.sort(Comparator.comparingInt(edge -> edge[0]));
    for (int[] edge : sorted) {
      rank[edge[1]] = Math.max(rank[edge[1]], rank[edge[0]] + 1);
      isSource[edge[1]] = false;
    }
    for (int i = 0; i < boxes; i++) {
      int highest = Integer.MAX_VALUE;
      for (int[] edge : edges) {
        highest = edge[0] == i ? Math.min(highest, rank[edge[1]]) : highest;
      }
      if (isSource[i] && highest < Integer.MAX_VALUE) {
        rank[i] = highest - 1;
      }
    }
    return rank;
  }

  private void order() {
    number();
    long fewest = crossings();
    List<List<Point>> best = copy();
    for (int i = 0; i < ORDERINGS && fewest > 0; i++) {
      boolean down = i % 2 == 0;
      for (int step = 1; step < ranks.size(); step++) {
        List<Point> rank = ranks.get(down ? step : ranks.size() - 1 - step);
        rank.forEach(point -> point.x = barycentre(point, down ? point.above : point.below));
        rank.sort(Comparator.comparingDouble(point -> point.x));
        number();
      }
      long now = crossings();
      if (now < fewest) {
        fewest = now;
        best = copy();
      }
    }
    for (int i = 0; i < ranks.size(); i++) {
      ranks.set(i, best.get(i));
    }
    number();
  }

  private static double barycentre(Point point, List<Point> neighbours) {
    return neighbours.stream().mapToDouble(each -> each.order).average().orElse(point.order);
  }

  private void number() {
    for (List<Point> rank : ranks) {
      for (int i = 0; i < rank.size(); i++) {
        // Relative to the middle, so that ranks of unlike sizes can be compared.
        rank.get(i).order = i - (rank.size() - 1) / 2.0;
      }
    }
  }

  private List<List<Point>> copy() {
    List<List<Point>> copy = new ArrayList<>();
    ranks.forEach(rank -> copy.add(new ArrayList<>(rank)));
    return copy;
  }

  private long crossings() {
    long crossings = 0;
    for (List<Point> rank : ranks) {
      List<double[]> edges = new ArrayList<>();
      for (Point point : rank) {
        for (Point below : point.below) {
          edges.add(new double[] {point.order, below.order});
        }
      }
      for (int i = 0; i < edges.size(); i++) {
        for (int j = i + 1; j < edges.size(); j++) {
          double above = edges.get(i)[0] - edges.get(j)[0];
          crossings += above * (edges.get(i)[1] - edges.get(j)[1]) < 0 ? 1 : 0;
        }
      }
    }
    return crossings;
  }

  private void place() {
    for (List<Point> rank : ranks) {
      double at = 0;
      for (Point point : rank) {
        point.x = at + point.width / 2;
        at += point.width + gap;
      }
      double middle = (at - gap) / 2;
      rank.forEach(point -> point.x -= middle);
    }
    for (int i = 0; i < PLACINGS; i++) {
      boolean down = i % 2 == 0;
      for (int step = 0; step < ranks.size(); step++) {
        List<Point> rank = ranks.get(down ? step : ranks.size() - 1 - step);
        fit(rank, i < PLACINGS / 2 ? (down ? 1 : -1) : 0);
      }
    }
    double left = points.stream().mapToDouble(Point::left).min().orElse(0);
    points.forEach(point -> point.x -= left);
  }

  /**
   * Moves a rank's points to their neighbours' middle as far as there is room: least squares under
   * the order, by pooling neighbours that would overlap.
   *
   * @param from 1 for the neighbours above, -1 for those below, 0 for both
   */
  private void fit(List<Point> rank, int from) {
    int n = rank.size();
    double[] offset = new double[n];
    double[] mean = new double[n];
    double[] weight = new double[n];
    int[] count = new int[n];
    int pools = 0;
    for (int i = 0; i < n; i++) {
      Point point = rank.get(i);
      if (i > 0) {
        Point before = rank.get(i - 1);
        offset[i] = offset[i - 1] + (before.width + point.width) / 2 + gap;
      }
      double[] wanted = wanted(point, from);
      mean[pools] = wanted[0] - offset[i];
      weight[pools] = wanted[1];
      count[pools] = 1;
      pools++;
      while (pools > 1 && mean[pools - 2] > mean[pools - 1]) {
        pools--;
        double total = weight[pools - 1] + weight[pools];
        mean[pools - 1] =
            (mean[pools - 1] * weight[pools - 1] + mean[pools] * weight[pools]) / total;
        weight[pools - 1] = total;
        count[pools - 1] += count[pools];
      }
    }
    int i = 0;
    for (int pool = 0; pool < pools; pool++) {
      for (int k = 0; k < count[pool]; k++, i++) {
        rank.get(i).x = mean[pool] + offset[i];
      }
    }
  }

  /** Where a point would be best, and how much that matters. */
  private static double[] wanted(Point point, int from) {
    double sum = 0;
    double weights = 0;
    if (from >= 0) {
      for (Point above : point.above) {
        double weight = weight(point, above);
        sum += weight * above.x;
        weights += weight;
      }
    }
    if (from <= 0) {
      for (Point below : point.below) {
        double weight = weight(point, below);
        sum += weight * below.x;
        weights += weight;
      }
    }
    return weights == 0 ? new double[] {point.x, 0.1} : new double[] {sum / weights, weights};
  }

  private static double weight(Point one, Point other) {
    Point upper = one.rank < other.rank ? one : other;
    Point lower = upper == one ? other : one;
    boolean passes = one.box < 0 && other.box < 0;
    boolean isChain =
        one.box >= 0 && other.box >= 0 && upper.below.size() == 1 && lower.above.size() == 1;
    return passes || isChain ? STRAIGHT : 1;
  }

  /** The boxes and passing edges of each rank, from left to right. */
  List<List<Point>> ranks() {
    return ranks;
  }

  /** The points of each edge, from box to box. */
  List<List<Point>> routes() {
    return routes;
  }
}
