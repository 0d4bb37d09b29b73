package org.redshield.bridge.platform.request;

import java.util.List;
import java.util.UUID;

/**
 * What came back for a data request.
 *
 * @param request its present state: status, reason, dates, rows
 * @param evidence the sealed files: data, reply letter, the liaison's files
 */
public record DataAnswer(DataRequest request, List<UUID> evidence) {}
