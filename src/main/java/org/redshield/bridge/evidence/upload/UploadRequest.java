package org.redshield.bridge.evidence.upload;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.tomcat.util.http.fileupload.FileItemIterator;
import org.apache.tomcat.util.http.fileupload.FileItemStream;
import org.apache.tomcat.util.http.fileupload.FileUpload;
import org.apache.tomcat.util.http.fileupload.InvalidFileNameException;
import org.apache.tomcat.util.http.fileupload.impl.SizeException;
import org.apache.tomcat.util.http.fileupload.servlet.ServletRequestContext;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.Scratch;
import org.redshield.bridge.engine.input.InputLimits;
import org.redshield.bridge.keys.EncryptedFile;
import org.redshield.bridge.keys.KeyProvider;
import org.redshield.bridge.operations.Space;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.multipart.support.DefaultMultipartHttpServletRequest;

/**
 * A form with files, read when its first part is asked for. Its files lie on the disk until the request ends, encrypted by a key that
 * only this process's memory has: they may name who reported something, and a node that is killed leaves them lying.
 */
public final class UploadRequest extends DefaultMultipartHttpServletRequest {

    private static final Logger LOG = LoggerFactory.getLogger(UploadRequest.class);

    private final KeyProvider keys;
    private final Space space;
    private final long mostBytes;
    private final MultiValueMap<String, MultipartFile> files = new LinkedMultiValueMap<>();

    /** @param mostBytes of each file, and of all of them */
    public UploadRequest(HttpServletRequest request, KeyProvider keys, Space space, long mostBytes) {
        super(request);
        this.keys = keys;
        this.space = space;
        this.mostBytes = mostBytes;
    }

    /** @throws MaxUploadSizeExceededException, MultipartException, org.redshield.bridge.operations.NoRoom */
    @Override
    protected void initializeMultipart() {
        Map<String, String[]> fields = new HashMap<>();
        Map<String, String> types = new HashMap<>();
        FileUpload upload = new FileUpload();
        upload.setHeaderEncoding(StandardCharsets.UTF_8.name());
        upload.setFileSizeMax(mostBytes);
        upload.setPartHeaderSizeMax((int) InputLimits.FORM_PART_HEADER.toBytes());
        upload.setSizeMax(mostBytes + InputLimits.FORM_FIELDS.toBytes());
        try {
            FileItemIterator parts = upload.getItemIterator(new ServletRequestContext(getRequest()));
            long room = InputLimits.FORM_FIELDS.toBytes();
            space.require(getRequest().getContentLengthLong());
            for (int count = 0; parts.hasNext(); count++) {
                FileItemStream part = parts.next();
                if (count == InputLimits.FORM_PARTS) {
                    throw new Refusal("access.form-too-many-parts", InputLimits.FORM_PARTS);
                }
                if (part.isFormField()) {
                    byte[] value = field(part, room);
                    room -= value.length;
                    fields.merge(
                            part.getFieldName(),
                            new String[] {new String(value, StandardCharsets.UTF_8)},
                            (first, more) ->
                                    Stream.of(first, more).flatMap(Stream::of).toArray(String[]::new));
                    types.put(part.getFieldName(), part.getContentType());
                } else {
                    files.add(part.getFieldName(), file(part));
                }
            }
        } catch (IOException | InvalidFileNameException e) {
            close();
            throw isTooLarge(e)
                    ? new MaxUploadSizeExceededException(mostBytes, e)
                    : new MultipartException("The form cannot be read", e);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
        setMultipartFiles(files);
        setMultipartParameters(fields);
        setMultipartParameterContentTypes(types);
    }

    /** The file, or all of them; a part's own headings have a limit too, which is no file's. */
    private boolean isTooLarge(Throwable failure) {
        return failure != null
                && (failure instanceof SizeException size && size.getPermittedSize() >= mostBytes
                        || isTooLarge(failure.getCause()));
    }

    private byte[] field(FileItemStream part, long room) throws IOException {
        try (InputStream in = part.openStream()) {
            byte[] value = in.readNBytes((int) room + 1);
            if (value.length > room) {
                throw new Refusal("access.form-fields-too-large", InputLimits.FORM_FIELDS.toKilobytes());
            }
            return value;
        }
    }

    private MultipartFile file(FileItemStream part) throws IOException {
        Path path = created();
        try (InputStream in = part.openStream();
                OutputStream out = new OwnDisk(EncryptedFile.passing(Files.newOutputStream(path), keys))) {
            return new Part(part.getFieldName(), part.getName(), part.getContentType(), in.transferTo(out), path, keys);
        } catch (IOException | RuntimeException e) {
            try {
                // While it lies there: several that came together may have filled the disk.
                space.require(0);
            } finally {
                delete(path);
            }
            throw e;
        }
    }

    private Path created() {
        try {
            return Scratch.file("part", ".upload");
        } catch (IOException e) {
            space.require(0);
            throw new UncheckedIOException(e);
        }
    }

    /** What it cannot write is our fault, not that of whoever sends the form. */
    private static final class OwnDisk extends FilterOutputStream {

        private OwnDisk(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            try {
                out.write(bytes, from, length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            try {
                out.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOG.warn("A part of a form is left on the disk until this process ends", e);
        }
    }

    /** Nothing of it is left on the disk. */
    public void close() {
        files.values().stream().flatMap(List::stream).map(Part.class::cast).forEach(part -> delete(part.path));
    }

    /** A file of the form; its size is that in the clear. */
    private static final class Part implements MultipartFile {

        /** What shows a name in another order than it is written ({@code U+202E} makes a program read as a PDF), or does not show. */
        private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}]");

        private final String name;
        private final String fileName;
        private final String contentType;
        private final long size;
        private final Path path;
        private final KeyProvider keys;

        private Part(String name, String fileName, String contentType, long size, Path path, KeyProvider keys) {
            this.name = name;
            this.fileName = fileName == null ? null : UNSEEN.matcher(fileName).replaceAll("");
            this.contentType = contentType;
            this.size = size;
            this.path = path;
            this.keys = keys;
        }

        @Override
        public String getName() {
            return name;
        }

        @Override
        public String getOriginalFilename() {
            return fileName;
        }

        @Override
        public String getContentType() {
            return contentType;
        }

        @Override
        public boolean isEmpty() {
            return size == 0;
        }

        @Override
        public long getSize() {
            return size;
        }

        @Override
        public byte[] getBytes() throws IOException {
            try (InputStream in = getInputStream()) {
                return in.readAllBytes();
            }
        }

        /** As it came, from its beginning each time. */
        @Override
        public InputStream getInputStream() throws IOException {
            return isEmpty()
                    ? new ByteArrayInputStream(new byte[0])
                    : EncryptedFile.passing(Files.newInputStream(path), keys);
        }

        @Override
        public void transferTo(File destination) throws IOException {
            try (InputStream in = getInputStream()) {
                Files.copy(in, destination.toPath());
            }
        }
    }
}
