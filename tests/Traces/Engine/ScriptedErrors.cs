using System.Collections.Concurrent;
using System.Reflection;
using System.Reflection.Emit;

namespace Orleans.TaskFlow.Tests.Traces;

/// <summary>Exceptions of the types that traces name: <c>RuntimeError</c> and whatever else, made when first asked for.</summary>
internal static class ScriptedErrors
{
    private static readonly ModuleBuilder _module = AssemblyBuilder
        .DefineDynamicAssembly(new AssemblyName("ScriptedErrors"), AssemblyBuilderAccess.Run)
        .DefineDynamicModule("ScriptedErrors");

    private static readonly ConcurrentDictionary<string, Lazy<Type>> _types = new(StringComparer.Ordinal);

    public static Exception Make(string type, string message) =>
        (Exception)Activator.CreateInstance(_types.GetOrAdd(type, name => new Lazy<Type>(() => Define(name))).Value, message)!;

    private static Type Define(string name)
    {
        TypeBuilder type;
        lock (_module)
        {
            type = _module.DefineType(name, TypeAttributes.Public, typeof(Exception));
        }

        ConstructorInfo ofException = typeof(Exception).GetConstructor([typeof(string)])!;
        ILGenerator code = type.DefineConstructor(MethodAttributes.Public, CallingConventions.HasThis, [typeof(string)]).GetILGenerator();
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Ldarg_1);
        code.Emit(OpCodes.Call, ofException);
        code.Emit(OpCodes.Ret);
        return type.CreateType();
    }
}
