package org.redshield.bridge.access.page;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.access.Problems;
import org.springframework.boot.web.servlet.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * What is answered where nobody answered: no controller, a filter or the engine's interface that knew no better, a fault. A problem
 * detail with a Chinese sentence, for a person's browser a page with the same; never what went wrong inside.
 */
@Controller
@Hidden
@RequiredArgsConstructor
class ErrorAnswers implements ErrorController {

    private final ObjectMapper json;

    @RequestMapping("${server.error.path:/error}")
    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        HttpStatus status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
                ? Problems.known(code)
                // Somebody has opened this address itself.
                : HttpStatus.NOT_FOUND;
        if (String.valueOf(request.getHeader(HttpHeaders.ACCEPT)).contains(MediaType.TEXT_HTML_VALUE)) {
            ErrorPage.write(response, status, Problems.refusal(status).getMessage());
        } else {
            Problems.write(response, json, status, Problems.refusal(status));
        }
    }
}
