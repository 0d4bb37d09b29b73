/** What the platform hands over: datasets as CSV, reply letters, and the signed addresses they are fetched from. */
package org.redshield.sandbox.files;
