package org.redshield.bridge.operations;

import java.nio.file.Path;

/**
 * Where files are written, as a bean of whoever writes them.
 *
 * @param name in metrics and logs
 * @param title as people read it
 * @param least bytes that must stay free, below which no more is taken
 */
public record WatchedFolder(String name, String title, Path path, long least) {}
