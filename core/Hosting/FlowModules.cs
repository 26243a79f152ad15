using System.Reflection;

namespace Orleans.TaskFlow;

/// <summary>Loads the flows of programs into a process that is not the program itself.</summary>
public static class FlowModules
{
    /// <summary>Loads an assembly and makes the <see cref="IFlowModule"/> in it.</summary>
    /// <param name="assemblyPath">
    /// The file, of a program or a library, with what it depends on beside it, as building a program or publishing a library leaves it
    /// (or building one with <c>EnableDynamicLoading</c>).
    /// </param>
    /// <returns>The module. Its code stays loaded as long as the process runs; who loads it again gets types of their own.</returns>
    /// <remarks>
    /// What this process has itself is shared with the assembly, in this process's version; everything else is loaded from beside the
    /// assembly, apart from what other modules bring. The assembly's code runs with all the rights of this process.
    /// </remarks>
    /// <exception cref="FlowModuleException">
    /// There is no such file, it is not an assembly, something that it depends on is missing, it has no module or several, or the
    /// module's constructor threw.
    /// </exception>
    public static IFlowModule Load(string assemblyPath)
    {
        ArgumentException.ThrowIfNullOrEmpty(assemblyPath);
        string path = Path.GetFullPath(assemblyPath);
        return Make(Find(Open(path), path), path);
    }

    private static Assembly Open(string path)
    {
        if (!File.Exists(path))
        {
            throw new FlowModuleException(
                Directory.Exists(path)
                    ? $"'{path}' is a folder; say the assembly in it that has the flows, such as App.dll."
                    : $"There is no file '{path}' to load flows from; say the path of an assembly, such as bin/Release/net10.0/App.dll.",
                path);
        }

        try
        {
            // Read first: that loads nothing, and tells what is no assembly from one that lacks something.
            _ = AssemblyName.GetAssemblyName(path);
            return new FlowModuleContext(path).LoadFromAssemblyPath(path);
        }
        catch (BadImageFormatException error)
        {
            throw new FlowModuleException(
                $"'{path}' is not a .NET assembly that this process can load; of a program say the .dll, not the file that starts it.", path, error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            throw new FlowModuleException($"'{path}' cannot be loaded: {error.Message}", path, error);
        }
    }

    private static Type Find(Assembly assembly, string path)
    {
        Type[] found;
        try
        {
            found = [.. assembly.GetExportedTypes().Where(IsModule).OrderBy(type => type.FullName, StringComparer.Ordinal)];
        }
        catch (Exception error) when (error is IOException or TypeLoadException or ReflectionTypeLoadException)
        {
            throw new FlowModuleException(
                $"The types in '{path}' cannot be loaded ({error.Message}); what it depends on has to lie beside it, as 'dotnet publish' puts it.", path, error);
        }

        return found switch
        {
            [{ } only] => only,
            [] => throw new FlowModuleException(
                $"'{path}' has no flows for others: it needs one public class that implements {nameof(IFlowModule)} and has a public constructor without parameters.",
                path),
            _ => throw new FlowModuleException(
                $"'{path}' has {found.Length} classes that implement {nameof(IFlowModule)}, of which it may have one: {string.Join(", ", found.Select(type => type.FullName))}. Have one register what the others do.",
                path),
        };
    }

    private static bool IsModule(Type type) =>
        type is { IsClass: true, IsAbstract: false, ContainsGenericParameters: false }
        && type.IsAssignableTo(typeof(IFlowModule))
        && type.GetConstructor(Type.EmptyTypes) is not null;

    private static IFlowModule Make(Type type, string path)
    {
        try
        {
            return (IFlowModule)Activator.CreateInstance(type)!;
        }
        catch (TargetInvocationException error)
        {
            Exception cause = error.InnerException ?? error;
            throw new FlowModuleException($"The constructor of {type.FullName} in '{path}' failed: {cause.Message}", path, cause);
        }
    }
}
