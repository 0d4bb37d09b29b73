/** 人员目录: people as an account administrator brings them, in a file: read, compared with who is there, shown, and brought in. */
package org.redshield.bridge.bureau.directory;
