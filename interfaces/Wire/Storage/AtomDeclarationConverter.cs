using System.Collections.Immutable;

namespace Orleans.TaskFlow;

[RegisterConverter]
internal sealed class AtomDeclarationConverter : IConverter<AtomDeclaration, AtomDeclarationSurrogate>
{
    public AtomDeclaration ConvertFromSurrogate(in AtomDeclarationSurrogate surrogate) => new(surrogate.Name, surrogate.Kind)
    {
        SaveAs = ImmutableDictionary<string, ResultKey>.Empty.SetItems(surrogate.SaveAs.Entries),
        Version = surrogate.Version,
    };

    public AtomDeclarationSurrogate ConvertToSurrogate(in AtomDeclaration value) =>
        new() { Name = value.Name, Kind = value.Kind, SaveAs = new Map<ResultKey>(value.SaveAs), Version = value.Version };
}
