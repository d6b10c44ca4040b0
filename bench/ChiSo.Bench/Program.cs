using BenchmarkDotNet.Running;
using ChiSo.Bench;

if (args.Contains("--quick"))
    QuickRun.Print();
else if (args.Contains("--survey"))
    SurveyRun.Print();
else if (args is ["--intake", .. var intake])
    await IntakeRun.PrintAsync(intake);
else
    BenchmarkSwitcher.FromAssembly(typeof(SyntheticBlock).Assembly).Run(args);
