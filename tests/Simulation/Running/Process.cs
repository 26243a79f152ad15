namespace Orleans.TaskFlow.Tests.Simulation;

/// <summary>What dies in a crash: a thread, the time it knows, and the code that it is in.</summary>
internal sealed class Process
{
    public OneThread Thread { get; } = new();

    public VirtualTime Time { get; } = new();

    public List<Gate> Gates { get; } = [];

    public Trouble Trouble { get; set; } = Trouble.None;

    public int Writes { get; set; }

    public bool IsDead { get; set; }
}
