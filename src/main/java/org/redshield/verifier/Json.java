package org.redshield.verifier;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Just enough JSON: objects, arrays, strings, whole numbers, true and false. Anything else is refused. */
final class Json {

    private static final int DEEPEST = 8;

    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    static Map<String, Object> object(String text) throws Wrong {
        Json json = new Json(text);
        try {
            Map<String, Object> value = json.map(0);
            if (json.at != text.length()) {
                throw new Wrong("不是规定的格式");
            }
            return value;
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            throw new Wrong("不是规定的格式");
        }
    }

    private Object value(int depth) throws Wrong {
        if (depth > DEEPEST) {
            throw new Wrong("不是规定的格式");
        }
        char c = text.charAt(at);
        if (c == '{') {
            return map(depth);
        }
        if (c == '[') {
            return list(depth);
        }
        if (c == '"') {
            return string();
        }
        for (Map.Entry<String, Boolean> word :
                Map.of("true", true, "false", false).entrySet()) {
            if (text.startsWith(word.getKey(), at)) {
                at += word.getKey().length();
                return word.getValue();
            }
        }
        int start = at;
        while (at < text.length() && (Character.isDigit(text.charAt(at)) || text.charAt(at) == '-')) {
            at++;
        }
        return Long.parseLong(text.substring(start, at));
    }

    private Map<String, Object> map(int depth) throws Wrong {
        Map<String, Object> map = new LinkedHashMap<>();
        expect('{');
        while (text.charAt(at) != '}') {
            if (!map.isEmpty()) {
                expect(',');
            }
            String key = string();
            expect(':');
            if (map.put(key, value(depth + 1)) != null) {
                throw new Wrong("中同一项出现两次");
            }
        }
        at++;
        return map;
    }

    private List<Object> list(int depth) throws Wrong {
        List<Object> list = new ArrayList<>();
        expect('[');
        while (text.charAt(at) != ']') {
            if (!list.isEmpty()) {
                expect(',');
            }
            list.add(value(depth + 1));
        }
        at++;
        return list;
    }

    private String string() throws Wrong {
        expect('"');
        StringBuilder out = new StringBuilder();
        while (text.charAt(at) != '"') {
            char c = text.charAt(at++);
            if (c != '\\') {
                out.append(c);
                continue;
            }
            char escaped = text.charAt(at++);
            switch (escaped) {
                case 'b' -> out.append('\b');
                case 'f' -> out.append('\f');
                case 'n' -> out.append('\n');
                case 'r' -> out.append('\r');
                case 't' -> out.append('\t');
                case 'u' -> {
                    out.append((char) Integer.parseInt(text.substring(at, at + 4), 16));
                    at += 4;
                }
                default -> out.append(escaped);
            }
        }
        at++;
        return out.toString();
    }

    private void expect(char c) throws Wrong {
        if (text.charAt(at) != c) {
            throw new Wrong("不是规定的格式");
        }
        at++;
    }
}
