package files

import "banshi/runtime/base/fault"

// Why a file is not taken.
var (
	sayFull      = fault.Say("本次申请的附件已满，请先删除不需要的", "There is no room left for files of this application: delete some that aren't needed")
	sayTooMany   = fault.Say("本次申请的附件个数已满，请先删除不需要的", "This application has as many files as it may: delete some that aren't needed")
	sayNoRoom    = fault.Say("加上这个文件，本次申请的附件就超出限制了", "With this file the application would have more than it may")
	sayTooLarge  = fault.Say("文件太大，请换小一些的", "The file is too large: please choose a smaller one")
	sayAtMost    = fault.Say("%s，最多 %s", "%s; at most %s")
	sayEmpty     = fault.Say("文件是空的，请重新选择", "The file is empty: choose again")
	sayOtherType = fault.Say("不接受这种文件，请上传 %s", "This type of file isn't taken; send %s")
	sayDamaged   = fault.Say("文件已损坏或没有传完，请重新上传 %s", "The file is damaged or didn't come whole: send the %s again")
	sayPixels    = fault.Say("图片的像素太多，最多 %d 万像素", "The picture has too many pixels; at most %d × 10,000")
	sayBomb      = fault.Say("文件解开后太大，请换小一些的", "Unpacked, the file is too large: please choose a smaller one")
	sayZip       = fault.Say("这是压缩包，不是 OFD，请上传 OFD、PDF 或图片", "This is an archive and no OFD: send OFD, PDF or a picture")
	sayNoFile    = fault.Say("没有这个文件，请重新上传", "There is no such file: please upload it again")
	sayPDF       = fault.Say("PDF", "PDF")
	sayJPG       = fault.Say("JPG 图片", "JPG picture")
	sayPNG       = fault.Say("PNG 图片", "PNG picture")
	sayOFD       = fault.Say("OFD", "OFD")
	sayHEIC      = fault.Say("HEIC 图片", "HEIC picture")
	sayComma     = fault.Say("、", ", ")
)

// Why an upload does not go on.
var (
	sayNoUpload      = fault.Say("这次上传已经过期或已取消，请重新选择文件", "This upload has expired or was given up: choose the file again")
	sayNotWhole      = fault.Say("文件还没有传完，请接着传", "The file hasn't come whole yet: go on sending")
	sayAltered       = fault.Say("收到的文件和您选的不一样，请重新上传", "What came is not the file that you chose: send it again")
	sayTooManyAtOnce = fault.Say("同时上传的文件太多，请等前面的传完", "Too many files are under way: wait until some have arrived")
	sayOtherOffset   = fault.Say("接着传的位置不对，请先问清已经收到多少", "The upload stands elsewhere: ask how far it has come, then go on")
	sayMoreThanSaid  = fault.Say("收到的比开始时说的多，请重新上传", "More came than was announced: please upload it again")
	sayBrokeOff      = fault.Say("上传中断了，请接着传", "The upload broke off: go on sending")
	sayNoTus         = fault.Say("上传请求不符合 tus 1.0 协议，请刷新页面再试", "The request does not follow tus 1.0: please reload the page and try again")
)

// Why a file is dangerous, or can't be looked into.
var (
	sayTwoInOne    = fault.Say("这个文件里还藏着一个压缩包，不能接收。请另存为普通的 %s 再上传", "An archive is hidden in this file: save it as an ordinary %s and send that")
	sayPackedOddly = fault.Say("这个PDF里有打不开检查的内容。请打印成新的PDF再上传", "Part of this PDF can't be looked into. Print it to a new PDF, then upload that")
	sayScripted    = fault.Say("这个 PDF 里带有脚本、附件或会打开别的程序，不能接收。请用“打印成 PDF”另存一份再上传", "This PDF holds scripts, attachments or opens other programs: print it to a new PDF and send that")
	sayEncrypted   = fault.Say("这个 PDF 加了密，工作人员打不开。请去掉密码，或者用“打印成 PDF”另存一份再上传", "This PDF is encrypted and staff can't open it: take the password off, or print it to a new PDF, and send that")
	sayUnsafeOFD   = fault.Say("这个 OFD 里带有不该有的内容，不能接收。请重新导出再上传", "This OFD holds what it shouldn't: export it anew and send that")
	sayInfected    = fault.Say("这个文件带有病毒，已经隔离，不会给任何人打开。请删去它，换一台安全的设备重新扫描或拍照，再上传", "This file carries a virus and is in quarantine; nobody can open it. Delete it, scan or photograph the paper anew on a safe device, and send that")
	sayUnchecked   = fault.Say("这个文件还没有做完安全检查，暂时不能打开。检查会自动继续，请稍后再试", "This file has not been checked for viruses yet and can't be opened. The check goes on by itself; try again later")
	sayNoPreview   = fault.Say("这种文件不能预览，请下载后查看", "There is no preview of such a file: download it")
	sayNoConverter = fault.Say("文件已经收好。这里不能显示 HEIC 图片的预览，工作人员能收到原图，不用再传", "The file is kept. No preview of HEIC pictures is possible here; staff get the original, and nothing needs to be done")
	sayNotPictures = fault.Say("只有图片能合成一个 PDF", "Only pictures can be put into one PDF")
)
