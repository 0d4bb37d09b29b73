package org.redshield.bridge.platform.gateway;

/** The address of a file is no longer valid (403): the manifest gives a new one. */
public class DownloadExpired extends PlatformUnavailable {

    public DownloadExpired(String message) {
        super(message);
    }
}
