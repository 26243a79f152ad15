using Orleans.Configuration;
using Orleans.TaskFlow;

namespace Orleans.Hosting;

/// <summary>
/// Which grains a silo has for logbooks, flows and atoms: those with a record each, or those over tables. The types of the two have
/// names of their own, so that silos of both kinds in one cluster are noticed by the first call, and not by what is missing. For that no
/// class may be called as its interface is: Orleans would prefer it.
/// </summary>
internal static class DetailGrains
{
    private static readonly Type[] _ofRecords = [typeof(CatalogueRecordGrain), typeof(LogBookRecordGrain), typeof(FlowRecordGrain), typeof(AtomRecordGrain)];
    private static readonly Type[] _ofTables = [typeof(CatalogueTableGrain), typeof(LogBookTableGrain), typeof(FlowTableGrain), typeof(AtomTableGrain)];

    public static void Choose(GrainTypeOptions options, bool tables) => options.Classes.ExceptWith(tables ? _ofRecords : _ofTables);
}
