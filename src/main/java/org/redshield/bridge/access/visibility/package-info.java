/** 上级可见: through whose eyes a supervisor reads who looks at the bureaus below. See docs/adr/0073-supervisors-see-below.md. */
package org.redshield.bridge.access.visibility;
