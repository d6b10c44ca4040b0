using BenchmarkDotNet.Running;
using ChiSo.Bench;

if (args.Contains("--quick"))
    QuickRun.Print();
else if (args.Contains("--survey"))
    SurveyRun.Print();
else if (args is ["--intake", .. var intake])
    await IntakeRun.PrintAsync(intake);
else if (args is ["--export", .. var export])
    await ExportRun.PrintAsync(export);
else if (args is ["--reading", .. var reading])
    await ReadingRun.PrintAsync(reading);
else if (args is ["--officers", .. var officers])
    await OfficersRun.PrintAsync(officers);
else if (args is ["--recompute", .. var recompute])
    await RecomputeRun.PrintAsync(recompute);
else
    BenchmarkSwitcher.FromAssembly(typeof(SyntheticBlock).Assembly).Run(args);
