package org.redshield.bridge.platform.request;

import java.util.List;
import org.redshield.bridge.platform.dataset.DatasetColumn;

/**
 * The first rows of an answer.
 *
 * @param columns in the order of {@code rows}' values
 * @param rows values as text, null where the platform gave none
 * @param total rows received in all
 */
public record AnswerPage(List<DatasetColumn> columns, List<List<String>> rows, long total) {}
