package org.redshield.bridge.evidence;

import jakarta.servlet.http.HttpServletRequest;
import org.redshield.bridge.evidence.upload.UploadRequest;
import org.redshield.bridge.keys.KeyProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.multipart.MultipartHttpServletRequest;
import org.springframework.web.multipart.MultipartResolver;

/**
 * Takes files without holding them in memory, or in the clear on the disk as the web server would; it is told of no forms with
 * files, so that it never reads one by itself.
 */
@Configuration(proxyBeanMethods = false)
class UploadConfiguration {

    private static final String FORM = "multipart/form-data";

    @Bean
    MultipartResolver multipartResolver(UploadSettings settings, KeyProvider keys) {
        return new MultipartResolver() {

            @Override
            public boolean isMultipart(HttpServletRequest request) {
                String type = request.getContentType();
                return type != null && type.regionMatches(true, 0, FORM, 0, FORM.length());
            }

            /** Lazily, so that a file that is too large is refused by the controller, in Chinese. */
            @Override
            public MultipartHttpServletRequest resolveMultipart(HttpServletRequest request) {
                return new UploadRequest(request, keys, settings.maxBytes().toBytes());
            }

            @Override
            public void cleanupMultipart(MultipartHttpServletRequest request) {
                ((UploadRequest) request).close();
            }
        };
    }
}
