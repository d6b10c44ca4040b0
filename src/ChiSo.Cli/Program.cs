using ChiSo.Cli;
using ChiSo.Cli.Terminal;

return await ChisoProgram.RunAsync(args, Streams.OfConsole(), TimeProvider.System, CancellationToken.None);
