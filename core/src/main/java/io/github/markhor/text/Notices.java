package io.github.markhor.text;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * Loggers whose messages reach a user who has no logging library. With one, they are its loggers.
 * Without, SLF4J would drop all: warnings then go to standard error at once, and what is only good
 * to know waits for the next {@code fit} that prints its progress, which prints it too.
 */
public final class Notices {
  /** Older notices than these are of no interest any more. */
  private static final int LIMIT = 20;

  private record Notice(Thread by, String text) {}

  /** Asked for once: a look through all jars takes milliseconds, and there are many loggers. */
  private static final boolean HAS_LIBRARY = hasLibrary();

  private static final Deque<Notice> WAITING = new ArrayDeque<>();

  /** The threads whose notices are for themselves. */
  private static final Set<Thread> BUSY = new HashSet<>();

  private Notices() {}

  /** A logger for a class. */
  public static Logger logger(Class<?> owner) {
    return HAS_LIBRARY ? LoggerFactory.getLogger(owner) : new Printing(owner.getName());
  }

  /**
   * What waits to be printed, the oldest first; it waits no longer. What a thread notes between
   * {@link #begin} and {@link #end} is for that thread alone.
   */
  public static synchronized List<String> take() {
    Thread taker = Thread.currentThread();
    List<Notice> taken =
        WAITING.stream().filter(n -> n.by() == taker || !BUSY.contains(n.by())).toList();
    WAITING.removeAll(taken);
    return taken.stream().map(Notice::text).toList();
  }

  /**
   * Begins work of this thread whose notices no other thread shall take.
   *
   * @return whether such work has begun only now, and not around this
   */
  public static synchronized boolean begin() {
    return BUSY.add(Thread.currentThread());
  }

  /** Ends that work; what nobody has taken does not wait for the next. */
  public static synchronized void end() {
    Thread thread = Thread.currentThread();
    WAITING.removeIf(notice -> notice.by() == thread);
    BUSY.remove(thread);
  }

  private static synchronized void add(String text) {
    Notice notice = new Notice(Thread.currentThread(), text);
    if (!notice.equals(WAITING.peekLast())) {
      WAITING.addLast(notice);
    }
    if (WAITING.size() > LIMIT) {
      WAITING.removeFirst();
    }
  }

  /**
   * Looks for a library itself, because SLF4J complains of three lines to one who has none. A
   * library may be one that logs nothing, because the user wants that.
   */
  private static boolean hasLibrary() {
    if (System.getProperty(LoggerFactory.PROVIDER_PROPERTY_KEY) != null) {
      return true;
    }
    ClassLoader loader = LoggerFactory.class.getClassLoader();
    try {
      return ServiceLoader.load(SLF4JServiceProvider.class, loader).stream().findAny().isPresent();
    } catch (ServiceConfigurationError wrong) {
      return true; // SLF4J reports it
    }
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
