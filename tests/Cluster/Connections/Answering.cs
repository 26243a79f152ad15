using System.Reflection;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>Stands for an interface of a cluster, and answers its calls by their name.</summary>
public class Answering : DispatchProxy
{
    private Func<string, object> _answer = null!;

    public static T As<T>(Func<string, object> answer)
        where T : class
    {
        T proxy = Create<T, Answering>();
        ((Answering)(object)proxy)._answer = answer;
        return proxy;
    }

    protected override object Invoke(MethodInfo? targetMethod, object?[]? args) => _answer(targetMethod!.Name);
}
