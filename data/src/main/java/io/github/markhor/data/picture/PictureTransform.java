package io.github.markhor.data.picture;

import io.github.markhor.config.Immutable;
import io.github.markhor.config.Require;
import java.util.OptionalDouble;

/**
 * The transform of one picture, as the parameters of Keras's {@code apply_transform}; {@link
 * io.github.markhor.data.ImageDataGenerator#randomTransform} draws them. Immutable: the methods
 * with an argument give a changed copy. The order is: affine map, channel shift, flips, brightness.
 *
 * <p>The affine map takes the output's pixel to the point of the input that it shows: the point's
 * distance from the picture's own centre is turned, moved, sheared and zoomed. (Keras swaps height
 * and width there, and turns pictures that are not square about a point beside their centre.)
 */
public final class PictureTransform extends Immutable<PictureTransform> {
  private static final PictureTransform IDENTITY = new PictureTransform();

  private double theta;
  private double tx;
  private double ty;
  private double shear;
  private double zx = 1;
  private double zy = 1;
  private boolean flipHorizontal;
  private boolean flipVertical;
  private double channelShift;
  private double brightness = Double.NaN;

  private PictureTransform() {}

  /** The transform that changes nothing. */
  public static PictureTransform identity() {
    return IDENTITY;
  }

  /** Turns by an angle in degrees. */
  public PictureTransform theta(double degrees) {
    Require.finite("theta", degrees);
    return with(copy -> copy.theta = degrees);
  }

  /** Moves columns by pixels: 1 shows each pixel one column further to the left. */
  public PictureTransform tx(double pixels) {
    Require.finite("tx", pixels);
    return with(copy -> copy.tx = pixels);
  }

  /** Moves rows by pixels: 1 shows each pixel one row further up. */
  public PictureTransform ty(double pixels) {
    Require.finite("ty", pixels);
    return with(copy -> copy.ty = pixels);
  }

  /** Shears by an angle in degrees. */
  public PictureTransform shear(double degrees) {
    Require.finite("shear", degrees);
    return with(copy -> copy.shear = degrees);
  }

  /** Zooms across; above 1 the picture shrinks. */
  public PictureTransform zx(double factor) {
    Require.finite("zx", factor);
    return with(copy -> copy.zx = factor);
  }

  /** Zooms down; above 1 the picture shrinks. */
  public PictureTransform zy(double factor) {
    Require.finite("zy", factor);
    return with(copy -> copy.zy = factor);
  }

  /** Swaps left and right. */
  public PictureTransform flipHorizontal(boolean flip) {
    return with(copy -> copy.flipHorizontal = flip);
  }

  /** Swaps top and bottom. */
  public PictureTransform flipVertical(boolean flip) {
    return with(copy -> copy.flipVertical = flip);
  }

  /** Adds to every value, within the picture's own least and greatest. */
  public PictureTransform channelShift(double intensity) {
    Require.finite("channelShift", intensity);
    return with(copy -> copy.channelShift = intensity);
  }

  /** Multiplies the levels, which are cut to whole numbers of 0 to 255 before and after. */
  public PictureTransform brightness(double factor) {
    Require.finite("brightness", factor);
    return with(copy -> copy.brightness = factor);
  }

  /** The angle of the turn, in degrees. */
  public double theta() {
    return theta;
  }

  /** The shift across, in pixels. */
  public double tx() {
    return tx;
  }

  /** The shift down, in pixels. */
  public double ty() {
    return ty;
  }

  /** The angle of the shear, in degrees. */
  public double shear() {
    return shear;
  }

  /** The zoom across. */
  public double zx() {
    return zx;
  }

  /** The zoom down. */
  public double zy() {
    return zy;
  }

  /** Whether left and right are swapped. */
  public boolean flipHorizontal() {
    return flipHorizontal;
  }

  /** Whether top and bottom are swapped. */
  public boolean flipVertical() {
    return flipVertical;
  }

  /** The number added to every value; 0 for none. */
  public double channelShift() {
    return channelShift;
  }

  /** The factor of the levels; empty for none, which is not the same as 1. */
  public OptionalDouble brightness() {
    return Double.isNaN(brightness) ? OptionalDouble.empty() : OptionalDouble.of(brightness);
  }

  /** Whether pixels move other than by a flip. */
  public boolean isAffine() {
    return theta != 0 || tx != 0 || ty != 0 || shear != 0 || zx != 1 || zy != 1;
  }

  @Override
  public String toString() {
    return "PictureTransform[theta="
        + theta
        + ", tx="
        + tx
        + ", ty="
        + ty
        + ", shear="
        + shear
        + ", zx="
        + zx
        + ", zy="
        + zy
        + ", flipHorizontal="
        + flipHorizontal
        + ", flipVertical="
        + flipVertical
        + ", channelShift="
        + channelShift
        + ", brightness="
        + brightness
        + "]";
  }
}
