package org.redshield.bridge.access;

import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.info.Info;
import org.springframework.context.annotation.Configuration;

/** What holds for every answer of /api, as {@code /v3/api-docs} says it. */
@Configuration(proxyBeanMethods = false)
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Redshield Bridge",
                        version = "1",
                        description =
                                "Cases, evidence and deadlines of the caller's organisation. A value that is absent is "
                                        + "left out of the answer; it is null only where its description says so. A refusal is a problem detail (RFC 9457): title and "
                                        + "detail are Chinese sentences for people, `code` is stable and for programs; docs/errors.md "
                                        + "lists every code with its cause and remedy. Who has not heard what came of what he sent sends the same again with "
                                        + "the same header Idempotency-Key (16 to 100 letters, digits, dots, dashes or underscores): it is done once and "
                                        + "answered alike for two days, with Idempotency-Replayed; GET /api/sent/{key}/outcome says how far it is. "
                                        + "503 and 429 say in Retry-After when to ask again."))
class ApiDescription {}
