package org.redshield.bridge.clues.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.Charset;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.redshield.bridge.TextFile;
import org.redshield.bridge.TextFile.Content;

/** JSON, an object a line. */
final class JsonRows implements SourceRows {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_LINE = 200_000;

    private final Reader reader;
    private final Headings headings;
    private int line;

    JsonRows(Content file, Charset charset, Headings headings) throws IOException {
        this.reader = TextFile.reader(file, charset);
        this.headings = headings;
    }

    @Override
    public Optional<Row> next() throws IOException {
        while (true) {
            StringBuilder text = new StringBuilder();
            boolean tooLong = false;
            int character = reader.read();
            if (character < 0) {
                return Optional.empty();
            }
            line++;
            for (; character >= 0 && character != '\n'; character = reader.read()) {
                tooLong |= text.length() >= LONGEST_LINE;
                if (!tooLong) {
                    text.append((char) character);
                }
            }
            if (tooLong) {
                return Optional.of(broken(Sentences.row("line-too-long", LONGEST_LINE)));
            }
            if (!text.toString().isBlank()) {
                return Optional.of(row(text.toString()));
            }
        }
    }

    private Row row(String text) {
        JsonNode object;
        try {
            object = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return broken(Sentences.row("not-json"));
        }
        if (!object.isObject()) {
            return broken(Sentences.row("not-json"));
        }
        Map<Column, String> cells = new EnumMap<>(Column.class);
        object.properties().forEach(property -> headings.column(property.getKey())
                .filter(column -> property.getValue().isValueNode()
                        && !property.getValue().isNull()
                        && !property.getValue().asText().isBlank())
                .ifPresent(column ->
                        cells.putIfAbsent(column, property.getValue().asText().strip())));
        return new Row(line, cells, Map.of());
    }

    private Row broken(String why) {
        return new Row(line, Map.of(), Map.of(Optional.empty(), why));
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
