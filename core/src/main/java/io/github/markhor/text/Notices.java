package io.github.markhor.text;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.ServiceLoader;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.helpers.NOPLoggerFactory;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * Loggers whose messages reach a user who has no logging library. With one, they are its loggers.
 * Without, SLF4J would drop all: warnings then go to standard error at once, and what is only good
 * to know waits for the next {@code fit} that prints its progress, which prints it too.
 */
public final class Notices {
  /** Older notices than these are of no interest any more. */
  private static final int LIMIT = 20;

  private static final Deque<String> WAITING = new ArrayDeque<>();

  private Notices() {}

  /** A logger for a class. */
  public static Logger logger(Class<?> owner) {
    return hasLibrary() ? LoggerFactory.getLogger(owner) : new Printing(owner.getName());
  }

  /** What waits to be printed, the oldest first; it waits no longer. */
  public static synchronized List<String> take() {
    List<String> taken = List.copyOf(WAITING);
    WAITING.clear();
    return taken;
  }

  private static synchronized void add(String notice) {
    if (!notice.equals(WAITING.peekLast())) {
      WAITING.addLast(notice);
    }
    if (WAITING.size() > LIMIT) {
      WAITING.removeFirst();
    }
  }

  /** A library may be one that logs nothing, because the user wants that. */
  private static boolean hasLibrary() {
    ILoggerFactory factory = LoggerFactory.getILoggerFactory();
    if (!(factory instanceof NOPLoggerFactory)) {
      return true;
    }
    ClassLoader loader = LoggerFactory.class.getClassLoader();
    return ServiceLoader.load(SLF4JServiceProvider.class, loader).stream().findAny().isPresent();
  }

  /** Prints warnings, and lets notices wait. */
  static final class Printing extends LegacyAbstractLogger {
    private static final long serialVersionUID = 1;

    Printing(String name) {
      this.name = name;
    }

    @Override
    protected void handleNormalizedLoggingCall(
        Level level, Marker marker, String pattern, Object[] arguments, Throwable thrown) {
      String message = MessageFormatter.basicArrayFormat(pattern, arguments);
      if (level == Level.INFO) {
        add(message);
      } else {
        ProgressBar.wipe();
        System.err.println(level + " " + message + (thrown == null ? "" : " (" + thrown + ")"));
      }
    }

    @Override
    protected String getFullyQualifiedCallerName() {
      return null;
    }

    @Override
    public boolean isErrorEnabled() {
      return true;
    }

    @Override
    public boolean isWarnEnabled() {
      return true;
    }

    @Override
    public boolean isInfoEnabled() {
      return true;
    }

    @Override
    public boolean isDebugEnabled() {
      return false;
    }

    @Override
    public boolean isTraceEnabled() {
      return false;
    }
  }
}
