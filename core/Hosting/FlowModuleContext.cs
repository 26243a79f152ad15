using System.Reflection;
using System.Runtime.Loader;
using Microsoft.Extensions.DependencyInjection;

namespace Orleans.TaskFlow;

/// <summary>Where the assemblies of one module live: what the process has is shared with it, so that types which both know are the same.</summary>
internal sealed class FlowModuleContext(string assemblyPath) : AssemblyLoadContext(Path.GetFileName(assemblyPath))
{
    private static readonly Assembly[] Shared = [typeof(IFlowModule).Assembly, typeof(IServiceCollection).Assembly];

    private readonly AssemblyDependencyResolver _resolver = new(assemblyPath);

    protected override Assembly? Load(AssemblyName assemblyName) =>
        Shared.FirstOrDefault(assembly => assembly.GetName().Name == assemblyName.Name) ?? OfProcess(assemblyName) ?? OfModule(assemblyName);

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : 0;

    private static Assembly? OfProcess(AssemblyName assemblyName)
    {
        try
        {
            return Default.LoadFromAssemblyName(assemblyName);
        }
        catch (IOException)
        {
            // The process has none of that name, or an older one than is asked for.
            return null;
        }
    }

    private Assembly? OfModule(AssemblyName assemblyName) =>
        _resolver.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFromAssemblyPath(path) : null;
}
