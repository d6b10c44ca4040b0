using BenchmarkDotNet.Running;
using ChiSo.Bench;

if (args.Contains("--quick"))
    QuickRun.Print();
else
    BenchmarkSwitcher.FromAssembly(typeof(SyntheticBlock).Assembly).Run(args);
