// Package runtime is the service hall: applications that are filled in, submitted and become cases.
//
// The root package holds the words and the services; store keeps them in a database, api speaks HTTP,
// casework walks the states of a case. What the hall needs from elsewhere it declares here as small
// interfaces; cmd wires them.
package runtime
