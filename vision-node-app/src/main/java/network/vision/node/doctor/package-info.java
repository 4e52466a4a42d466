/**
 * What {@code vision-node doctor} looks at, with or without a node that runs.
 *
 * <p>Start with {@link network.vision.node.doctor.Doctor}, which puts the {@link
 * network.vision.node.doctor.Finding}s of every check in one list. Each check is a class of its own
 * that reads and dials, changes nothing and never throws for what it finds. Only seeds of the
 * chosen network are dialled, and only where {@code --dial-only} allows it.
 *
 * <p>Not here: the verdict on who reaches us, which a running node gives, and the printing.
 */
package network.vision.node.doctor;
