using System.Reflection;

namespace Orleans.TaskFlow;

/// <summary>Finds the methods of a class that are called for a task or a retry, by their names.</summary>
internal static class ClassMethods
{
    /// <param name="type">The class.</param>
    /// <param name="name">The method's name, which may end in Async.</param>
    /// <param name="called">What it is called for.</param>
    /// <param name="subject">The class, for messages.</param>
    /// <returns>The method, bound; <see langword="null"/> if there is none.</returns>
    /// <exception cref="TaskDeclarationException">There are several, or it is not such a method.</exception>
    public static BoundMethod? Find(Type type, string name, CalledAs called, string subject)
    {
        MethodInfo[] found =
        [
            .. type.GetMethods(BindingFlags.Instance | BindingFlags.Public).Where(method => method.Name == name || method.Name == $"{name}Async"),
        ];
        return found.Length switch
        {
            0 => null,
            1 => MethodBinder.Bind(found[0], type, called, subject),
            _ => throw new TaskDeclarationException(
                $"{subject} cannot be a {called.Kind().ToWord()}: it has {found.Length} public methods {string.Join(" and ", found.Select(method => method.Name).Distinct())}, and only one can be called."),
        };
    }
}
