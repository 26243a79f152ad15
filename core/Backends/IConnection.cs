namespace Orleans.TaskFlow;

/// <summary>
/// Reads and writes logbooks, flow details and atom details in one <see cref="IBackend"/> (the seeds' <c>Connection</c>).
/// </summary>
/// <remarks>
/// <para>What holds for every member:</para>
/// <list type="bullet">
/// <item>A call is atomic: others see all of what it writes, or nothing. A call that returned is as durable as the store is.</item>
/// <item>Objects passed in are read during the call and not kept; objects returned belong to the caller.</item>
/// <item>A save merges: what is stored already takes over all attributes but name and uuid; stored flows and atoms that are
/// not in the object given stay as they are; new ones are added. Its cost is that of the objects given, whatever else is stored.</item>
/// <item>A flow stays in the logbook, and an atom in the flow, that it was first saved in.</item>
/// <item>Cancelling before the write has begun leaves everything as it was. A write that has begun is waited for.</item>
/// <item>Errors: <see cref="NotFoundException"/> for a record that is not there, <see cref="InvalidFormatException"/> for a
/// stored record that cannot be read, <see cref="AtomKindException"/> for an update that would change the kind of an atom,
/// <see cref="DuplicateException"/> for a save that would put a flow into a second logbook, or an atom into a second flow,
/// <see cref="StorageFailureException"/> for everything else that keeps the store from doing its work. Nothing was written then.</item>
/// </list>
/// <para>Safe for use by many threads.</para>
/// </remarks>
public interface IConnection
{
    /// <summary>
    /// Creates what the store needs, or brings it up to date, under a lock that other processes respect; does nothing if it is
    /// current (the seeds' <c>upgrade</c>). To be called once before anything else.
    /// </summary>
    /// <exception cref="IncompatibleVersionException">The store was made by a newer version of this library.</exception>
    Task UpgradeAsync(CancellationToken cancellationToken = default);

    /// <summary>Checks that the store is there, of the right version, and can be read and written (the seeds' <c>validate</c>).</summary>
    /// <exception cref="StorageFailureException">It is not; the message says what is wrong and what to do.</exception>
    /// <exception cref="IncompatibleVersionException">The store was made by a newer version of this library.</exception>
    Task ValidateAsync(CancellationToken cancellationToken = default);

    /// <summary>Deletes every logbook with all that is in it (the seeds' <c>clear_all</c>). The store stays usable.</summary>
    Task ClearAllAsync(CancellationToken cancellationToken = default);

    /// <summary>Saves a logbook with its flows and their atoms, creating what is new (the seeds' <c>save_logbook</c>).</summary>
    /// <exception cref="DuplicateException">
    /// One of the flows is in another logbook already, or one of the atoms in another flow, of the store or of the object given. The
    /// message names it, where it is, and where it was to go.
    /// </exception>
    Task SaveLogBookAsync(LogBook book, CancellationToken cancellationToken = default);

    /// <summary>Deletes a logbook, its flows and their atoms (the seeds' <c>destroy_logbook</c>).</summary>
    /// <exception cref="NotFoundException">There is no such logbook.</exception>
    Task DestroyLogBookAsync(string uuid, CancellationToken cancellationToken = default);

    /// <summary>
    /// Saves a flow that is stored already, and the atoms in the object given, creating those that are new (the seeds'
    /// <c>update_flow_details</c>).
    /// </summary>
    /// <returns>The flow as stored, with the atoms that were given.</returns>
    /// <exception cref="NotFoundException">There is no such flow.</exception>
    /// <exception cref="DuplicateException">One of the atoms is in another flow already.</exception>
    Task<FlowDetail> UpdateFlowDetailsAsync(FlowDetail flow, CancellationToken cancellationToken = default);

    /// <summary>Saves an atom that is stored already (the seeds' <c>update_atom_details</c>).</summary>
    /// <returns>The atom as stored.</returns>
    /// <exception cref="NotFoundException">There is no such atom.</exception>
    /// <exception cref="StaleWriteException">
    /// The store tells versions apart, and the atom was changed by somebody else since this connection read it.
    /// </exception>
    Task<AtomDetail> UpdateAtomDetailsAsync(AtomDetail atom, CancellationToken cancellationToken = default);

    /// <summary>Every logbook, in no particular order (the seeds' <c>get_logbooks</c>); <paramref name="lazy"/> ones come without flows.</summary>
    IAsyncEnumerable<LogBook> GetLogBooksAsync(bool lazy = false, CancellationToken cancellationToken = default);

    /// <summary>One logbook; <paramref name="lazy"/>: without flows (the seeds' <c>get_logbook</c>).</summary>
    /// <exception cref="NotFoundException">There is no such logbook.</exception>
    Task<LogBook> GetLogBookAsync(string uuid, bool lazy = false, CancellationToken cancellationToken = default);

    /// <summary>
    /// The flows of a logbook, in the order in which they were added (the seeds' <c>get_flows_for_book</c>); none if there is no
    /// such logbook. <paramref name="lazy"/> ones come without atoms.
    /// </summary>
    IAsyncEnumerable<FlowDetail> GetFlowsForBookAsync(string bookUuid, bool lazy = false, CancellationToken cancellationToken = default);

    /// <summary>One flow; <paramref name="lazy"/>: without atoms (the seeds' <c>get_flow_details</c>).</summary>
    /// <exception cref="NotFoundException">There is no such flow.</exception>
    Task<FlowDetail> GetFlowDetailsAsync(string uuid, bool lazy = false, CancellationToken cancellationToken = default);

    /// <summary>One atom (the seeds' <c>get_atom_details</c>).</summary>
    /// <exception cref="NotFoundException">There is no such atom.</exception>
    Task<AtomDetail> GetAtomDetailsAsync(string uuid, CancellationToken cancellationToken = default);

    /// <summary>
    /// The atoms of a flow, in the order in which they were added (the seeds' <c>get_atoms_for_flow</c>); none if there is no such
    /// flow.
    /// </summary>
    IAsyncEnumerable<AtomDetail> GetAtomsForFlowAsync(string flowUuid, CancellationToken cancellationToken = default);
}
