package org.redshield.bridge.operations;

import java.nio.file.Path;
import org.springframework.util.unit.DataSize;

/**
 * Where files are written, as a bean of whoever writes them.
 *
 * @param name in metrics and logs
 * @param title as people read it
 * @param least free space below which no more is taken
 */
public record WatchedFolder(String name, String title, Path path, DataSize least) {}
