using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Orleans.TaskFlow.Tests.Conformance;

/// <summary>
/// What an assembly offers to others, one line a type or member, sorted: the content of <c>PublicAPI.*.txt</c>.
/// Types and members that the compiler generates are left out.
/// </summary>
public static class PublicApiListing
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>Lists <paramref name="assembly"/>.</summary>
    public static IReadOnlyList<string> Of(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        return [.. assembly.GetExportedTypes().Where(type => !IsGenerated(type)).SelectMany(Lines).Distinct().Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> Lines(Type type)
    {
        var name = Name(type);
        yield return Kind(type) + " " + name + Bases(type);

        if (type.IsEnum)
        {
            foreach (var value in Enum.GetNames(type))
            {
                var number = Convert.ToInt64(Enum.Parse(type, value), CultureInfo.InvariantCulture);
                yield return string.Create(CultureInfo.InvariantCulture, $"{name}.{value} = {number}");
            }

            yield break;
        }

        if (typeof(Delegate).IsAssignableFrom(type))
        {
            var invoke = type.GetMethod("Invoke")!;
            yield return $"{name}({Parameters(invoke)}) -> {Return(invoke)}";
            yield break;
        }

        foreach (var member in type.GetMembers(Declared).Where(member => !IsGenerated(member)))
        {
            var line = member switch
            {
                FieldInfo field when Visible(field) => Field(name, field),
                PropertyInfo property when property.GetAccessors(true).Any(Visible) => Property(name, property),
                EventInfo happening when Visible(happening.AddMethod!) =>
                    $"event {name}.{happening.Name} -> {Name(happening.EventHandlerType!)}",
                ConstructorInfo constructor when Visible(constructor) && !constructor.IsStatic =>
                    $"{Access(constructor)}{name}.{Simple(type)}({Parameters(constructor)})",
                MethodInfo method when Visible(method) && (!method.IsSpecialName || IsOperator(method)) =>
                    $"{Access(method)}{name}.{method.Name}{Arguments(method.GetGenericArguments())}({Parameters(method)}) -> {Return(method)}",
                _ => null,
            };
            if (line is not null)
            {
                yield return line;
            }
        }
    }

    private static string Kind(Type type) => type switch
    {
        { IsEnum: true } => "enum",
        { IsInterface: true } => "interface",
        { IsValueType: true } => "struct",
        _ when typeof(Delegate).IsAssignableFrom(type) => "delegate",
        { IsAbstract: true, IsSealed: true } => "static class",
        { IsAbstract: true } => "abstract class",
        { IsSealed: true } => "sealed class",
        _ => "class",
    };

    private static string Bases(Type type)
    {
        if (type.IsEnum || typeof(Delegate).IsAssignableFrom(type))
        {
            return "";
        }

        IEnumerable<Type> bases = type.GetInterfaces().Where(face => face.IsVisible).OrderBy(Name, StringComparer.Ordinal);
        if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType))
        {
            bases = bases.Prepend(parent);
        }

        var names = string.Join(", ", bases.Select(Name));
        return names.Length == 0 ? "" : " : " + names;
    }

    private static string Field(string owner, FieldInfo field)
    {
        var modifier = field.IsLiteral ? "const " : field.IsStatic ? "static " : "";
        var value = field.IsLiteral ? " = " + Literal(field.GetRawConstantValue()) : "";
        return $"{modifier}{owner}.{field.Name}{value} -> {Name(field.FieldType)}{Mark(new NullabilityInfoContext().Create(field))}";
    }

    private static string Property(string owner, PropertyInfo property)
    {
        var accessors = property.GetAccessors(true).Where(Visible).Select(accessor =>
            accessor.ReturnType == typeof(void)
                ? accessor.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? "init;" : "set;"
                : "get;");
        var index = property.GetIndexParameters();
        var name = index.Length == 0 ? property.Name : $"this[{string.Join(", ", index.Select(Parameter))}]";
        var required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
        var mark = Mark(new NullabilityInfoContext().Create(property));
        return $"{required}{Access(property.GetAccessors(true).First(Visible))}{owner}.{name} {{ {string.Join(' ', accessors)} }} -> " +
            Name(property.PropertyType) + mark;
    }

    private static string Access(MethodBase method) =>
        (method.IsPublic ? "" : "protected ") +
        (method.IsStatic ? "static " : method.DeclaringType!.IsInterface ? "" : method.IsAbstract ? "abstract " : Overriding(method));

    private static string Overriding(MethodBase method) =>
        method is MethodInfo { IsVirtual: true, IsFinal: false } info
            ? info.GetBaseDefinition() == info ? "virtual " : "override "
            : "";

    private static string Return(MethodInfo method) =>
        Name(method.ReturnType) + Mark(new NullabilityInfoContext().Create(method.ReturnParameter));

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        var prefix = parameter.IsOut ? "out " : parameter.ParameterType.IsByRef ? "ref "
            : parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "";
        var value = parameter.HasDefaultValue ? " = " + Literal(parameter.RawDefaultValue) : "";
        return $"{prefix}{Name(parameter.ParameterType)}{Mark(new NullabilityInfoContext().Create(parameter))} {parameter.Name}{value}";
    }

    private static string Mark(NullabilityInfo info) =>
        !info.Type.IsValueType && (info.ReadState == NullabilityState.Nullable || info.WriteState == NullabilityState.Nullable) ? "?" : "";

    private static string Literal(object? value) => value switch
    {
        null => "default",
        string text => $"\"{text}\"",
        bool truth => truth ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Name(Type type)
    {
        if (type.IsGenericParameter)
        {
            return type.Name;
        }

        if (type.HasElementType)
        {
            var element = Name(type.GetElementType()!);
            return type.IsArray ? element + "[]" : type.IsPointer ? element + "*" : element;
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Name(underlying) + "?";
        }

        var arguments = type.GetGenericArguments();
        var prefix = type.IsNested
            ? Name(type.DeclaringType!.IsGenericTypeDefinition && !type.IsGenericTypeDefinition
                ? type.DeclaringType.MakeGenericType(arguments[..type.DeclaringType.GetGenericArguments().Length])
                : type.DeclaringType)
            : type.Namespace;
        var own = type.IsNested ? arguments[type.DeclaringType!.GetGenericArguments().Length..] : arguments;
        return $"{prefix}.{Simple(type)}{Arguments(own)}";
    }

    private static string Simple(Type type) => type.Name.Split('`')[0];

    private static string Arguments(Type[] arguments) =>
        arguments.Length == 0 ? "" : $"<{string.Join(", ", arguments.Select(Name))}>";

    private static bool Visible(FieldInfo field) => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly;

    private static bool Visible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsOperator(MethodInfo method) => method.Name.StartsWith("op_", StringComparison.Ordinal);

    private static bool IsGenerated(MemberInfo member) =>
        member.IsDefined(typeof(CompilerGeneratedAttribute), false)
        || member.Name.Contains('<', StringComparison.Ordinal)
        || member.IsDefined(typeof(System.CodeDom.Compiler.GeneratedCodeAttribute), false)
        || (member as Type)?.Namespace?.StartsWith("OrleansCodeGen", StringComparison.Ordinal) == true;
}
