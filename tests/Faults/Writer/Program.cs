using Orleans.TaskFlow;
using Orleans.TaskFlow.Tests.Faults.Writer;

// A process to be killed. Its lines tell what was acknowledged: a line is printed only after the call it tells of returned.
//   upgrade URI              says "waiting", waits for a line of input, upgrades the store and says "upgraded"
//   write URI WRITER FLOWS   opens its flows, says "ready", and then does all deeds at once, without end: "FLOW DEED NUMBER"
await using IBackend backend = Backends.Fetch(args[1]);
switch (args[0])
{
    case "upgrade":
        Console.WriteLine("waiting");
        Console.ReadLine();
        await backend.Connect().UpgradeAsync();
        await backend.Connect().ValidateAsync();
        Console.WriteLine("upgraded");
        return 0;

    case "write":
        await new EndlessWriter(backend, writer: args[2], flows: int.Parse(args[3])).RunAsync();
        return 0;

    default:
        Console.Error.WriteLine($"There is no mode '{args[0]}'; there are upgrade and write.");
        return 2;
}
