package org.redshield.sandbox.protocol.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.redshield.sandbox.casework.Preservation;
import org.redshield.sandbox.casework.Preservations;
import org.redshield.sandbox.casework.Rejected;
import org.redshield.sandbox.protocol.RequestAnswers;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/preservations}. */
@RestController
@RequiredArgsConstructor
class PreservationController {

    private final RestCalls calls;
    private final Preservations preservations;
    private final Clock clock;
    private final ObjectMapper json;

    @PostMapping("/v1/preservations")
    void place(HttpServletRequest request, HttpServletResponse response) throws IOException {
        calls.answer(request, response, "preservation.place", List.of(), call -> {
            RestCalls.requireKey(request, call.body(), "holdNo");
            Preservations.Placed placed = preservations.place(call.body(), call.about());
            return new RestCalls.Answer(placed.before() ? 200 : 201, json(placed.preservation(), call));
        });
    }

    @GetMapping("/v1/preservations/{holdNo}")
    void get(@PathVariable String holdNo, HttpServletRequest request, HttpServletResponse response) throws IOException {
        calls.answer(
                request,
                response,
                "preservation.get",
                List.of(holdNo),
                call -> new RestCalls.Answer(200, json(known(holdNo), call)));
    }

    @PatchMapping("/v1/preservations/{holdNo}")
    void extend(@PathVariable String holdNo, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        calls.answer(request, response, "preservation.extend", List.of(holdNo), call -> {
            known(holdNo);
            RequestController.required(call.body(), "until");
            try {
                return new RestCalls.Answer(200, json(preservations.extend(holdNo, call.body()), call));
            } catch (Rejected e) {
                throw Problem.notReady(e);
            }
        });
    }

    @DeleteMapping("/v1/preservations/{holdNo}")
    void release(@PathVariable String holdNo, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        calls.answer(request, response, "preservation.release", List.of(holdNo), call -> {
            known(holdNo);
            return new RestCalls.Answer(200, json(preservations.release(holdNo), call));
        });
    }

    private Preservation known(String holdNo) {
        return preservations.find(holdNo).orElseThrow(() -> Problem.notFound("未收到编号为 " + holdNo + " 的保全请求。"));
    }

    private ObjectNode json(Preservation preservation, RestCalls.Context call) {
        ObjectNode answer = json.createObjectNode()
                .put("holdNo", preservation.holdNo())
                .put("status", preservation.status(clock.instant()))
                .put("until", RequestAnswers.time(preservation.until(), call.clockError()));
        if (preservation.refusal() != null) {
            answer.putObject("refusal").put("reason", preservation.refusal()).put("text", "平台不予保全。");
        }
        return answer;
    }
}
