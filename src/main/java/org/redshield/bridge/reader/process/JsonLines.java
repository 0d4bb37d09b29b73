package org.redshield.bridge.reader.process;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.reader.table.Cell;
import org.redshield.bridge.reader.table.Fault;
import org.redshield.bridge.reader.table.ReadingLimits;
import org.redshield.bridge.reader.table.Row;

/** JSON, an object a line. A line that is none is told as such, and the next one is read. */
@RequiredArgsConstructor
final class JsonLines {

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(ReadingLimits.JSON_DEPTH)
                    .maxStringLength(ReadingLimits.JSON_LINE)
                    .maxNameLength(ReadingLimits.JSON_LINE)
                    .build())
            // Names of one file are nothing to remember for the next.
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    private final Talk talk;
    private final Reader in;
    private final char[] buffer = new char[8192];
    private final StringBuilder text = new StringBuilder();
    private int at;
    private int filled;
    private int line;
    private int emptyLines;

    void read() throws IOException {
        while (next()) {
            if (text.length() > ReadingLimits.JSON_LINE) {
                talk.row(new Row(line, line, Row.Wrong.TOO_LONG, List.of(), List.of()));
            } else if (!text.toString().isBlank()) {
                talk.row(row());
            } else if (++emptyLines > ReadingLimits.EMPTY_LINES) {
                throw new FaultFound(Fault.EMPTY_LINES, ReadingLimits.EMPTY_LINES);
            } else {
                talk.beat();
            }
        }
    }

    /** Whether there was another line. */
    private boolean next() throws IOException {
        text.setLength(0);
        line++;
        boolean some = false;
        while (at < filled || fill()) {
            some = true;
            int end = at;
            while (end < filled && buffer[end] != '\n') {
                end++;
            }
            text.append(buffer, at, end - at);
            if (text.length() > ReadingLimits.RECORD) {
                throw Talk.record(line);
            }
            at = end + 1;
            if (end < filled) {
                return true;
            }
        }
        return some;
    }

    private boolean fill() throws IOException {
        at = 0;
        filled = Math.max(0, in.read(buffer));
        return filled > 0;
    }

    private Row row() throws IOException {
        List<String> names = new ArrayList<>();
        List<Cell> cells = new ArrayList<>();
        try (JsonParser json = JSON.createParser(text.toString())) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return noObject();
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                names.add(json.currentName());
                cells.add(cell(json, json.nextToken()));
            }
            if (json.currentToken() != JsonToken.END_OBJECT) {
                return noObject();
            }
        } catch (JsonProcessingException e) {
            return noObject();
        }
        return new Row(line, line, Row.Wrong.NOTHING, names, cells);
    }

    private static Cell cell(JsonParser json, JsonToken token) throws IOException {
        if (token != null && token.isStructStart()) {
            json.skipChildren();
            return new Cell("", Cell.Kind.NESTED);
        }
        return token == null || token == JsonToken.VALUE_NULL ? Cell.EMPTY : Cell.of(json.getText());
    }

    private Row noObject() {
        return new Row(line, line, Row.Wrong.NO_OBJECT, List.of(), List.of());
    }
}
