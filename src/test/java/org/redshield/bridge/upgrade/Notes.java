package org.redshield.bridge.upgrade;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * What the saved installation says of itself.
 *
 * @param savedAt in seconds since 1970
 * @param cases their numbers
 * @param pages what it answered
 */
record Notes(long savedAt, Map<Standing, String> cases, List<Page> pages) {

    /** One answer to one person. */
    record Page(String user, String path, JsonNode shown) {}
}
