package org.redshield.bridge.reader;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.Scratch;
import org.redshield.bridge.TextFile.Content;
import org.redshield.bridge.keys.KeyProvider;
import org.redshield.bridge.operations.Space;
import org.redshield.bridge.reader.process.ReaderProcess;
import org.redshield.bridge.reader.table.Format;
import org.redshield.bridge.reader.table.Reading;
import org.redshield.bridge.reader.table.ReadingLimits;
import org.redshield.bridge.reader.table.Wire;
import org.redshield.bridge.reader.table.Wire.Frame;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * The processes in which files are read that people upload: at most {@link ReadingLimits#PROCESSES}, one of them begun before it is needed, and
 * kept for the next file. A bureau has one at a time.
 */
@Component
public class Readers implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(Readers.class);
    private static final long WATCH_MILLIS = 200;

    private final Space space;
    private final KeyProvider keys;
    private final ReaderTurns turns = new ReaderTurns(ReadingLimits.PROCESSES);
    private final Deque<ReaderChild> idle = new ArrayDeque<>();
    private final Set<ReaderChild> all = ConcurrentHashMap.newKeySet();
    /** Held by the one who begins a process: another one waits for what comes of it. */
    private final Object starting = new Object();

    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(named("reader-watch"));
    private final ExecutorService starts = Executors.newSingleThreadExecutor(named("reader-start"));

    /** What its processes run; a test has others that do what no file should bring one to. */
    volatile Class<?> program = ReaderProcess.class;

    private boolean stopped;

    public Readers(Space space, KeyProvider keys) {
        this.space = space;
        this.keys = keys;
        watch.scheduleWithFixedDelay(this::watch, WATCH_MILLIS, WATCH_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static ThreadFactory named(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    private void watch() {
        for (ReaderChild child : all) {
            try {
                child.watch();
            } catch (RuntimeException e) {
                LOG.warn("A reader could not be watched", e);
            }
        }
    }

    /**
     * Opens a table for whoever takes its rows as fast as they are read.
     *
     * @param bureau for whom it is read
     * @throws Unreadable where it cannot be read
     * @throws ReadersBusy where no reader is free within {@link ReadingLimits#PATIENCE}
     * @throws ReaderLost where a reader ended over it
     * @throws org.redshield.bridge.operations.NoRoom where the disk is full
     */
    public Table open(String bureau, Reading reading, Content file) {
        return open(bureau, reading, file, ReadingLimits.PATIENCE);
    }

    /** The same for work that waits as long. */
    public Table open(String bureau, Reading reading, Content file, Duration patience) {
        turns.take(bureau, patience);
        Live live = new Live(bureau);
        try {
            live.begin(reading, file);
            Table table = new Table(live);
            live.opened(table.format());
            return table;
        } catch (IOException e) {
            live.close();
            blameTheDisk();
            throw new ReaderLost(e);
        } catch (RuntimeException e) {
            live.close();
            throw e;
        }
    }

    /** The same for whoever takes its rows more slowly: they are kept, encrypted, and no reader waits for him. */
    public Table openKept(String bureau, Reading reading, Content file, Duration patience) {
        try {
            return Kept.of(open(bureau, reading, file, patience), keys);
        } catch (IOException e) {
            blameTheDisk();
            throw new ReaderLost(e);
        }
    }

    /** A full disk makes a reader fail in ways that look like the file's. */
    private void blameTheDisk() {
        space.requireAt(Scratch.directory());
    }

    /** What comes of a table that is read at once, and closed. */
    public <T> T all(String bureau, Reading reading, Content file, Function<Table, T> use) {
        try (Table table = open(bureau, reading, file)) {
            return use.apply(table);
        }
    }

    /** Begins one for the next file, where there is none. */
    @EventListener(ApplicationReadyEvent.class)
    void prepare() {
        try {
            starts.execute(this::warm);
        } catch (RejectedExecutionException e) {
            LOG.debug("The bridge ends");
        }
    }

    /** The same, at once. */
    void warm() {
        synchronized (starting) {
            synchronized (idle) {
                if (stopped || !idle.isEmpty() || all.size() >= ReadingLimits.PROCESSES) {
                    return;
                }
            }
            try {
                giveBack(start());
            } catch (IOException | Refusal e) {
                LOG.warn("No reader could be begun; whoever needs one tries again", e);
            }
        }
    }

    private ReaderChild child() throws IOException {
        synchronized (starting) {
            synchronized (idle) {
                for (ReaderChild child = idle.poll(); child != null; child = idle.poll()) {
                    if (child.isFit()) {
                        prepare();
                        return child;
                    }
                    remove(child);
                }
            }
            ReaderChild child = start();
            prepare();
            return child;
        }
    }

    private ReaderChild start() throws IOException {
        ReaderChild child = ReaderChild.start(program);
        all.add(child);
        try {
            synchronized (idle) {
                if (stopped) {
                    throw new IOException("The bridge ends");
                }
            }
            child.await();
            return child;
        } catch (IOException | Refusal e) {
            // Without another try: what keeps it from beginning would keep the next one too.
            discard(child);
            throw e;
        }
    }

    private void discard(ReaderChild child) {
        all.remove(child);
        child.close();
    }

    private void remove(ReaderChild child) {
        discard(child);
        prepare();
    }

    private void giveBack(ReaderChild child) {
        synchronized (idle) {
            if (!stopped && child.isFit()) {
                idle.push(child);
                return;
            }
        }
        remove(child);
    }

    /** Those that are there just now. */
    Set<ReaderChild> children() {
        return Set.copyOf(all);
    }

    @Override
    public void destroy() {
        synchronized (idle) {
            stopped = true;
            idle.clear();
        }
        starts.shutdown();
        all.forEach(this::remove);
        watch.shutdownNow();
    }

    /** A file that a reader has. */
    private final class Live implements Table.Frames {

        private final String bureau;
        private final AtomicBoolean closed = new AtomicBoolean();
        /** Held by the one thread that hears the child. */
        private final ReentrantLock talking = new ReentrantLock();

        private volatile boolean through;
        private ReaderChild child;
        private Path file;

        Live(String bureau) {
            this.bureau = bureau;
        }

        void begin(Reading reading, Content content) throws IOException {
            file = Scratch.file("reader", ".table");
            try (InputStream in = content.open()) {
                Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
            }
            child = child();
            child.ask(file, Files.size(file), reading);
        }

        /** It is read on without a name: nothing of it is left on the disk whatever becomes of this node. */
        void opened(Format format) throws IOException {
            if (format != Format.PARQUET) {
                Files.deleteIfExists(file);
            }
        }

        @Override
        public Frame next() {
            talking.lock();
            try {
                if (through || closed.get() || Thread.currentThread().isInterrupted()) {
                    throw new ReaderLost(new IOException("Nobody reads the table any more"));
                }
                Frame frame = child.hear();
                through = frame.kind() == Wire.END || frame.kind() == Wire.FAULT;
                if (frame.kind() == Wire.FAULT) {
                    blameTheDisk();
                }
                return frame;
            } catch (ReaderLost e) {
                blameTheDisk();
                throw e;
            } finally {
                talking.unlock();
            }
        }

        @Override
        public void close() {
            if (!closed.compareAndSet(false, true)) {
                return;
            }
            try {
                if (child != null) {
                    letGo();
                }
                if (file != null) {
                    Files.deleteIfExists(file);
                }
            } catch (IOException e) {
                LOG.warn("{} could not be removed", file, e);
            } finally {
                turns.give(bureau);
            }
        }

        /** Whoever waits for it in another thread hears of its end. */
        private void letGo() {
            boolean isFree = false;
            if (talking.tryLock()) {
                try {
                    isFree = through || child.stop();
                } finally {
                    talking.unlock();
                }
            }
            if (isFree) {
                giveBack(child);
            } else {
                remove(child);
            }
        }
    }
}
